"""What a reference to a table says in short is what readers see, of rows in YAML, of a data file and of a view alike."""

from __future__ import annotations

import pytest
import yaml
from project import context_of
from views import UNITS, table_file

from yiwu_report.model.table_display import SHORT
from yiwu_report.site.pages.table_view import TableView, view_block
from yiwu_report.site.report import Context

CELLS = {"p": ("one", 5, 70), "q": ("two", 90, 8), "r": ("one", 20, 30), "s": ("two", 1, 2)}
FORMS = {  # what is said in short -> the first column, and how many columns there are
    "rows=2": ("p q", 4),
    "sort=-a": ("q r p s", 4),
    "columns=k,b": ("p q r s", 2),
    "where.c=one": ("p r", 4),
    "group=c": ("p r q s", 3),
    "rows=2 sort=a columns=k,a totals=a bars=a": ("s p", 2),
    "columns=k,a,b shade=b sort=b rows=3": ("s q r", 3),
    "sparkline=a,b sparkline_scale=row": ("p q r s", 3),
}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    root = tmp_path_factory.mktemp("short")
    labels = {each: {"en": each.title(), "zh": f"第{each}"} for each in ("one", "two")}
    category = {"kind": "category", "title": {"en": "C", "zh": "C"}, "labels": labels}
    figures = {
        name: {"unit": "thing", "period": period, "title": {"en": name, "zh": name}}
        for name, period in (("a", "2001"), ("b", "2002"))
    }
    label = {"kind": "label", "title": {"en": "K", "zh": "K"}}
    written = {
        "title": {"en": "Y", "zh": "Y"},
        "defaults": {"source": "example"},
        "columns": {"k": label, "c": category, **figures},
        "rows": {key: {"k": {"en": key, "zh": key}, "c": c, "a": a, "b": b} for key, (c, a, b) in CELLS.items()},
    }
    in_file = table_file({"k": label, "c": category, **figures}, ["k"], title={"en": "T", "zh": "T"})
    body = "\n\n".join(f"{{{{ table {table} {form} }}}}" for table in TABLES for form in FORMS)
    units = "".join(f"{line[:-1]}, zh: '{{n}}个'}}\n" for line in UNITS.strip().splitlines())
    files = {
        "content/site.yaml": 'title: {en: T, zh: T}\nlanguages: [en, zh]\npublished: "2020-01-01"\n',
        "content/articles/index/en.md": f"---\ntitle: T\n---\n\n{body}\n",
        "content/articles/index/zh.md": f"---\ntitle: T\n---\n\n{body}\n",
        "data/units.yaml": units,
        "data/sources.yaml": "example: {title: {en: T, zh: T}}\n",
        "data/tables/y.yaml": yaml.safe_dump(written, sort_keys=False),
        "data/tables/t.yaml": in_file,
        "data/files/t.csv": "k,c,a,b\n" + "".join(f"{key},{c},{a},{b}\n" for key, (c, a, b) in CELLS.items()),
        "data/views/v.yaml": 'title: {en: V, zh: V}\nfrom: t\nsteps:\n- where: {a: "> 0"}\n',
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return context_of(root)


TABLES = ("y", "t", "v")


def views(context: Context, code: str) -> list[TableView]:
    (article,) = (each for each in context.bound.articles if each.article.language == code)
    blocks = [each for each in article.blocks if hasattr(each, "display")]
    return [view for each in blocks if (view := view_block(each, context.languages[code], context)) is not None]


def test_every_option_is_tried() -> None:
    assert {part.partition("=")[0].partition(".")[0] for form in FORMS for part in form.split()} == set(SHORT)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_form_is_what_is_shown(context: Context, code: str) -> None:
    shown = views(context, code)
    assert len(shown) == len(TABLES) * len(FORMS)
    for at, view in enumerate(shown):
        rows, columns = list(FORMS.values())[at % len(FORMS)]
        assert " ".join(row.head.text for group in view.groups for row in group.rows) == rows
        assert len(view.columns) == columns
        assert (view.groups[0].title is not None) == (list(FORMS)[at % len(FORMS)] == "group=c")
