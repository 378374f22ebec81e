"""A project in which everything that can have a name is named in every way that there is."""

from __future__ import annotations

import shutil
from pathlib import Path

from project import ROOT

_UNITS = """book_each:
  kind: measure
  dimension: book/library
  zh: "{n}册"
  en: "{n} books"
town_unit: {kind: count, exact: true, zh: "{n}城", en: "{n} towns"}
rank: {kind: ordinal, zh: "第{n}", en: "no. {n}"}
share: {kind: percent, zh: "{n}%", en: "{n}%"}
wan_book: {kind: count, dimension: book, factor: 10000, zh: "{n}万册", en: {convert: "book"}}
"""
_DERIVED = """visits.all:
  formula: sum(branches.visits) + sum(branches.visits, kind='main') - branches['north'].visits
  unit: visit
  title: {zh: 全部, en: "All of {{ books.total }}"}
books.each: {formula: "books.total / libraries.open", unit: book_each, decimals: 0, title: {zh: 每馆, en: Each}}
lone.one: {formula: "count(shops) * branches.north.visits", unit: visit, title: {zh: 独, en: Lone}}
of_views: {formula: "sum(by_town.grown) + more_shops['north'].more + by_kind['main'].visits", unit: visit, title: {zh: 览, en: Views}}
of_a: {formula: "days['A b', 2024].count + sum(days.count, town='C')", unit: visit, period: 2024, title: {zh: 甲, en: A}}
"""
_CLAIMS = """"many":
  holds: visits.all > branches.centre.visits   # a comment on branches
  words: {zh: 更多, en: more}
two:
  counts: count(branches, kind="main") == 1
ranked:
  holds: rank(by_town.grown, "A b") == 2
seen_first:
  holds: first(by_town) is "北"
"enough":
  holds: count(by_town, grown > -1) == 3
main_kinds:
  holds: rank(more_shops.more, "south", kind="main") <= 2
said:
  says: books.each
  formula: books.total / libraries.open
  source: 'report'
"""
_CORRECTIONS = """- {date: 2026-02-01, figure: 'branches.centre.visits', kind: correction, before: 1, after: 90000,
   reason: {zh: 错, en: "wrong {{branches.centre.visits}}"}}
"""
_SHOPS = """\ufefftitle: {zh: 店, en: Shops}\r
defaults: {source: "report"}\r
columns:\r
  name: {kind: label}\r
  kind: {kind: category, labels: {main: {zh: 总, en: Main}}}\r
  visits: {unit: visit, title: {zh: 人次, en: Visits}}\r
  twice: {formula: visits + visits, unit: visit, title: {zh: 翻倍, en: Doubled}}\r
rows:\r
  north: {name: {zh: 北, en: North}, kind: main, visits: {value: 5, period: 2025}}\r
  "south":\r
    name: {zh: 南, en: South}\r
    kind:  "main"\r
    visits: {value: 6, period: 2025}\r
"""
_DAYS = """title: {zh: 天, en: Days}
file: days.csv
keys: ["town", year]
format:
  drop: {town: [All]}
defaults: {source: report}
columns:
  town: {header: town, kind: label, title: {zh: 城, en: Town}}
  year:
    "kind": period
    header: year
    title: {zh: 年, en: Year}
  count:
    header: count
    unit: visit
    title: {zh: 人次, en: Visits}
"""
_DAYS_CSV = "town,year,count\nA b,2024,5\n北,2024,7\nC,2024,7\nAll,2024,12\nA b,2025,6\nC,2025,8\n北,2025,9\n"
_DAYS_CHART = """kind: bar
table: days
x: count
y: town
where: {year: 2024}
sort: count
title: {zh: '{{ days["C", 2024].count }}', en: "{{ days['C', 2025].count }}"}
subtitle: {zh: 一, en: Visits}
"""
_VISITS_VIEW = """title: {zh: 览, en: "By town {{ by_town['C'].y2024 }}"}
from: days
rows: town_unit
columns: {grown: {title: {zh: 增, en: "Grown"}}, town: {title: {zh: 城, en: Town}}}
steps:
  - where: {year: [2024, 2025], count: "> 0"}
  - pivot: {columns: year, values: count}
  - column: {name: grown, formula: y2025 - y2024 + 0 * sum(days.count) / count(days), title: {zh: 增, en: Grown}}
  - rank: {of: grown, name: place, unit: rank, title: {zh: 位, en: Rank}}
  - sort: [-grown, "town"]
"""
_SHOPS_VIEW = """title: {zh: 店, en: Shops}
from: shops
steps:
  - where: {kind: [main], "id": ["north", south]}
  - column: {name: more, formula: 'visits - twice + branches.north.visits - 0 * lone.one', title: {zh: 多, en: More}}
  - join: {table: by_town, on: {name: town}, columns: [grown]}
  - select: [id, kind, visits, more, grown]
"""
_KINDS_VIEW = """title: {zh: 种, en: Kinds}
from: more_shops
steps:
  - group: {by: kind, columns: {visits: sum, largest: {function: max, of: more}, shops_there: {function: count, unit: town_unit}}}
  - share: {of: visits, within: [kind], name: part_of, percent_of: {zh: 全, en: all}, title: {zh: 份, en: Share}}
  - top: {count: 5, by: -largest, others: {zh: 其他, en: Others}}
"""
_VIEW_CHART = """kind: bar
table: more_shops
x: [visits]
y: id
where: {kind: main}
sort: "-more"
title: {zh: '{{ more_shops["north"].more }}', en: '{{ by_kind["main"].largest }}'}
subtitle: {zh: 一, en: Visits}
"""
_CHART = """kind: bar
table: shops
x: [visits]
y: name
where: {"kind": main}
sort: "-visits"
colour: kind
title: {zh: 一, en: "{{ shops.north.twice }}"}
subtitle:
  zh: 一
  en: >-
    Visits, all of
    {{ visits.all }}
"""
_SHOWN_DAYS = """table: days
title: {zh: '{{ days["C", 2024].count }}', en: "{{ days['C', 2025].count }}"}
columns: [ "town", count ]
where: {"year": 2024}
sort: "-count"
totals: [count]
"""
_SHOWN_SHOPS = """table: 'shops'
group: kind
bars:
  - visits
shade: [visits]
"""
_ARTICLE = """---
title: {title}
key_figures: [books.total, "shops.south.visits"]
---

[a](@/figures#books.total) and [b](@/#chart-visits) `{{{{ books.total }}}}` {{{{ claim many }}}} {{{{books.total:value}}}}.

{{{{ figures books.total libraries.open branches.north.visits }}}}

{{{{ chart part }}}}

{{{{ table shops }}}}

{{{{ table top_days }}}}

{{{{ table days rows=1 columns=town,count sort=-count where.year=2024 }}}}

{{{{ table branches where.kind='main' columns=name,kind,visits bars=visits }}}}

{{{{ days["A b", 2025].count }}}} {{{{ days['C',2025].count:value }}}}

{{{{ chart days }}}}

{{{{ by_town.first.grown }}}} {{{{ by_town.count }}}} {{{{ by_town["A b"].grown }}}} {{{{ more_shops['north'].grown }}}} {{{{ by_kind.last.kind }}}}

{{{{ chart seen }}}}

{{{{ table by_kind }}}}

[x](#chart-part) [y](#table-shops) [s](#table-top_days) [z](@/checks#two "t")

[r]: @/corrections#branches.centre.visits

[q][r], and <a href="@/more#chart-part">more</a>
"""
FILES = {
    "data/derived.yaml": _DERIVED,
    "data/claims.yaml": _CLAIMS,
    "data/corrections.yaml": _CORRECTIONS,
    "data/tables/shops.yaml": _SHOPS,
    "data/tables/days.yaml": _DAYS,
    "data/files/days.csv": _DAYS_CSV,
    "content/tables/shops.yaml": _SHOWN_SHOPS,
    "content/tables/top_days.yaml": _SHOWN_DAYS,
    "data/views/by_town.yaml": _VISITS_VIEW,
    "data/views/more_shops.yaml": _SHOPS_VIEW,
    "data/views/by_kind.yaml": _KINDS_VIEW,
    "content/charts/seen.yaml": _VIEW_CHART,
    "content/charts/days.yaml": _DAYS_CHART,
    "content/charts/part.yaml": _CHART,
    "content/articles/more/en.md": _ARTICLE.format(title="More"),
    "content/articles/more/zh.md": _ARTICLE.format(title="更多").replace("\n", "\r\n"),
}
ADDED = {"data/units.yaml": _UNITS, "content/articles/index/en.md": "\n[more](@/more#chart-part)\n"}


def project(root: Path) -> Path:
    """That project, in `root`."""
    shutil.copytree(ROOT / "tests/sites/minimal", root, ignore=shutil.ignore_patterns(".cache", "public"))
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    for name, text in ADDED.items():
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return root
