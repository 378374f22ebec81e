"""The report about a public table (gapminder.py), with tables that are displayed in every way."""

from __future__ import annotations

from pathlib import Path

from gapminder import gapminder_report

DISPLAYS = {
    "largest": """
        table: life
        title: {en: Where people live longest, zh: 预期寿命最高的国家}
        note: {en: "In Swaziland it was {{ life[\\"Swaziland\\", 2007].life }}.", zh: "斯威士兰为{{ life[\\"Swaziland\\", 2007].life }}。"}
        columns: [country, continent, life, pop, income]
        where: {year: 2007}
        sort: -life
        rows: 10
        totals: [pop]
        bars: [life, pop]
        shade: [income]
        """,
    "continents": """
        table: life
        columns: [country, life, pop]
        where: {year: 2007}
        group: continent
        totals: [pop]
        """,
}
BODY = """

{{ table largest }}

{{ table life rows=5 sort=income columns=country,income where.year=1952 }}

{{ table life columns=year,life where.country="New Zealand" }}

{{ table continents }}
"""


def displays_report(folder: Path) -> Path:
    """The report, in a folder that isn't there yet."""
    made = gapminder_report(folder)
    (made / "content" / "tables").mkdir()
    for name, display in DISPLAYS.items():
        text = "\n".join(line.strip() for line in display.strip().splitlines())
        (made / "content" / "tables" / f"{name}.yaml").write_text(text + "\n", encoding="utf-8")
    for code in ("en", "zh"):
        article = made / "content" / "articles" / "index" / f"{code}.md"
        article.write_text(article.read_text(encoding="utf-8") + BODY, encoding="utf-8")
    return made
