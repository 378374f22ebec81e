"""`import`: what each column holds is said by flags; nothing is guessed, converted or written over in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import new_report, run
from project import ROOT, context_of, problems_of
from yaml_tools import schema_faults, seen_in

from yiwu_report.editor.import_table.description import as_csv, scalar, written
from yiwu_report.editor.import_table.file import make_id
from yiwu_report.inputs.load.csv_table import read_csv
from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.node import MappingNode, ScalarNode
from yiwu_report.quantity import canonical, parse_quantity

TOWNS = (
    "Town,Region,Year,Population,Area\n"
    'São Tomé,Upper South,2020,"71,868",17.5\n'
    "Neves,North,2020,n/a,12%\n"
    'Trindade,North,2020,"16,140",\n'
)
LONG = "when,what,amount\n2019-01-01,Wind Power,5\n2019-01-01,Coal,9\n2020-01-01,Wind Power,7\n2020-01-01,Coal,over 6\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An English project in `report`; the current folder is the one above it."""
    return new_report(tmp_path, monkeypatch)


SHARED = ["--table", "towns", "--title", "Towns", "--source", "example", "--period", "2020", "--make-ids"]
COLUMNS = ["--rows", "Town", "--label", "Town=name", "--category", "Region=region", "--skip", "Year"]
FIGURES = ["--figure", "Population=people:person", "--figure", "Area=area:km2"]
CONVERT = ["--thousands", ",", "--null", "n/a", "--null", "", "--strip", "%"]


def test_a_whole_import(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(TOWNS, *SHARED, *COLUMNS, *FIGURES, *CONVERT) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        'the column "Year" is omitted',
        'towns.csv:2:1: the row "São Tomé" is sao_tome (--make-ids)',
        'towns.csv:3:1: the row "Neves" is neves (--make-ids)',
        'towns.csv:4:1: the row "Trindade" is trindade (--make-ids)',
        'towns.csv:2:10: the group "Upper South" is upper_south (--make-ids)',
        'towns.csv:3:7: the group "North" is north (--make-ids)',
        'towns.csv:2:28: "71,868" is 71868 (--thousands ",")',
        'towns.csv:4:22: "16,140" is 16140 (--thousands ",")',
        'towns.csv:3:22: "12%" is 12 (--strip "%")',
        'towns.csv:3:18: "n/a" is not published (--null "n/a")',
        'towns.csv:4:30: "" is not published (--null "")',
        "data/tables/towns.yaml and data/tables/towns.csv written. To show the table: {{ table towns }}",
    ]
    assert (root / "data/tables/towns.csv").read_text(encoding="utf-8") == (
        "id,name,region,people,area\n"
        "sao_tome,São Tomé,upper_south,71868,17.5\n"
        "neves,Neves,north,,12\n"
        "trindade,Trindade,north,16140,\n"
    )
    assert (root / "data/tables/towns.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../.schemas/table.json\n"
        "title:\n  en: Towns\n"
        "defaults:\n  source: example\n  period: 2020\n"
        "columns:\n"
        "  name:\n    kind: label\n    title:\n      en: Town\n"
        "  region:\n    kind: category\n    title:\n      en: Region\n"
        "    labels:\n      upper_south:\n        en: Upper South\n      north:\n        en: North\n"
        "  people:\n    unit: person\n    title:\n      en: Population\n"
        "  area:\n    unit: km2\n    title:\n      en: Area\n"
    )
    assert schema_faults("table", seen_in(root / "data/tables/towns.yaml"), ("en",)) == []
    figures = context_of(root).data.figures
    assert figures["towns.sao_tome.people"].quantity == parse_quantity("71868")
    assert not figures["towns.neves.people"].is_published


def test_each_cell_that_is_no_number_names_its_flag(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(TOWNS, *SHARED, *COLUMNS, *FIGURES) == 1
    err = capsys.readouterr().err.splitlines()
    assert [line.partition("; ")[2] for line in err[:-1]] == [
        'add --thousands "," to leave the separators out [number-form]',
        'add --null "n/a" if nothing is published there [number-form]',
        'add --strip "%" if the column\'s unit says so [number-form]',
        'add --thousands "," to leave the separators out [number-form]',
        'add --null "" if nothing is published where a cell is empty [number-form]',
    ]
    assert not (root / "data/tables/towns.yaml").exists()


WIDE = [
    *("--table", "power", "--title", "Power", "--source", "example", "--make-ids", "--as-year", "when"),
    *("--rows", "when", "--label", "when=year"),
]


def test_a_long_table_is_made_wide(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(LONG, *WIDE, "--spread", "what=amount:km2", "--periods", "when") == 0
    assert 'the dates of "when" are read as years (--as-year)\n' in capsys.readouterr().out
    assert (root / "data/tables/power.csv").read_text(encoding="utf-8") == (
        "id,year,wind_power.value,wind_power.period,coal.value,coal.period\n"
        "y2019,2019,5,2019,9,2019\n"
        "y2020,2020,7,2020,over 6,2020\n"
    )
    figure = context_of(root).data.figures["power.y2020.coal"]
    assert figure.quantity is not None
    assert (str(figure.period), canonical(figure.quantity)) == ("2020", "over 6")


def test_columns_of_years_have_them_as_their_periods(root: Path) -> None:
    flags = ["--rows", "what", "--label", "what=name", "--spread", "when=amount:km2", "--periods", "when"]
    assert run(LONG, *WIDE[:9], *flags, "--only", "when=2020", "--only", "when=2019") == 0
    columns = seen_in(root / "data/tables/power.yaml")["columns"]
    assert {name: each.get("period") for name, each in columns.items()} == {"name": None, "y2019": 2019, "y2020": 2020}


def test_what_a_wide_table_would_lose_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = LONG + "2020-01-01,Coal,8\n2021-01-01,Coal,8\n"
    assert run(twice, *WIDE, "--spread", "what=amount:km2", "--periods", "when") == 1
    err = capsys.readouterr().err
    assert 'towns.csv:6:17: two values of "Coal" in one row, the first in line 5' in err
    assert 'towns.csv:7:12: no row has "Wind Power" here' in err
    more = "when,what,amount,by\n2019-01-01,Wind Power,5,me\n2019-01-01,Coal,9,you\n"
    assert run(more, *WIDE, "--spread", "what=amount:km2", "--label", "by=by") == 1
    said = 'towns.csv:3:19: "by" differs from line 2, although both become one row; add --skip "by", or --rows "by"'
    assert said in capsys.readouterr().err
    assert not (root / "data/tables/power.yaml").exists()


def test_a_table_that_is_there_is_not_written_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = [*SHARED, *COLUMNS, *FIGURES, *CONVERT]
    before = (root / "data/tables/districts.yaml").read_bytes()
    assert run(TOWNS, *["districts" if each == "towns" else each for each in flags]) == 2
    assert (
        "data/tables/districts.yaml already exists; choose another id, or delete the table first"
        in capsys.readouterr().err
    )
    assert (root / "data/tables/districts.yaml").read_bytes() == before


def test_a_dry_run_prints_both_files(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(TOWNS, *SHARED, *COLUMNS, *FIGURES, *CONVERT, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "--- data/tables/towns.yaml\n# yaml-language-server" in out
    assert "--- data/tables/towns.csv\nid,name" in out
    assert not (root / "data/tables/towns.csv").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--source", "exampel"], 'there is no source "exampel"; did you mean "example"? [unknown-source]'),
        (["--figure", "Area=area:km"], 'there is no unit "km"; did you mean "km2"? [unknown-unit]'),
        (["--set", "area.status=paln"], 'unknown value "paln"; did you mean "plan"?'),
        (["--set", "area.colour=red"], 'unknown key "colour"'),
        (["--set", "are.period=2020"], '--set: there is no column "are"; did you mean "area"? [unknown-column]'),
        (["--set", "area.title.en.short=x"], "has a value above it; name one key [wrong-shape]"),
        (["--status", "paln"], 'unknown value "paln"; did you mean "plan"?'),
        (["--period", "2020-13"], '"2020-13" is not a valid date'),
        (["--title", "The 3 towns"], '"3" is a number outside a reference'),
    ],
)
def test_what_the_project_does_not_know_is_a_problem_and_nothing_is_written(
    change: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = [*SHARED, *COLUMNS, *FIGURES, *CONVERT]
    if change[0] == "--figure":
        flags[flags.index("Area=area:km2")] = change[1]
    elif change[0] in flags and change[0] != "--set":
        flags[flags.index(change[0]) + 1] = change[1]
    else:
        flags += change
    assert run(TOWNS, *flags) == 1
    assert said in capsys.readouterr().err
    assert not (root / "data/tables/towns.yaml").exists()


@pytest.mark.parametrize(
    ("content", "flags", "said"),
    [
        ("\ufeffa,b\nx,1\n", [], "the file begins with a byte order mark; add --encoding utf-8-sig [encoding]"),
        ("a;b\nx;1\n", [], 'the columns are not separated by ","; add --separator ";" [csv-shape]'),
        ("a\tb\nx\t1\n", [], 'the columns are not separated by ","; add --separator "tab" [csv-shape]'),
        ("a,b\n义乌,1\n".encode("gb18030"), [], "add --encoding gb18030 or cp1252, whichever is right [encoding]"),
        ("a,b\nx,1\n", ["--encoding", "utf-9"], 'there is no encoding "utf-9"'),
        ("a,a\nx,1\n", [], 'the heading "a" occurs twice; rename one of them in the file [csv-shape]'),
        ("a,\nx,1\n", [], "a column without a heading"),
        ("a,b\nx\n", [], "a row of 1 cells where the first row has 2"),
        ("a,b\nx,1,2\n", [], "quote a cell that contains a separator"),
        ("a,b\n", [], "a table without rows"),
        ('a,b\n"x,1\n', [], "a quote that is never closed"),
        ("a,b\nx,1\n", ["--skip", "c"], '--skip: the file has no column "c"'),
        ("name,b\nx,1\n", ["--label", "nmae=name"], '--label: the file has no column "nmae"; did you mean "name"?'),
        ("a,b\nx,1\n", ["--skip", "a", "--label", "a=a"], 'two options describe "a"'),
        ("a,b\nx,1\n", ["--label", "a=a", "--label", "b=a"], 'two columns have the id "a"'),
    ],
)
def test_a_file_of_another_form(
    content: str | bytes, flags: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, *flags) == 1
    assert said in capsys.readouterr().err
    assert root.is_dir()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--figure", "a"], '--figure "a": write --figure "HEADING=id:unit"'),
        (["--figure", "a=b"], "write --figure"),
        (["--label", "a=b:c"], "write --label"),
        (["--label", "a=B"], '"B" is not a valid id'),
        (["--category", "a=b.c"], '"b.c" is an id with a dot'),
        (["--spread", "a=b"], 'write "HEADING=HEADING OF THE FIGURES:unit"'),
        (["--set", "area=3"], "write COLUMN.KEY=VALUE"),
        (["--only", "a"], "write HEADING=CELL"),
        (["--round", "a=x"], "write COLUMN=DECIMALS"),
        (["--table", "a.b"], '"a.b" is an id with a dot'),
        (["--title", "a", "--title", "b"], "give one --title for each language (en)"),
    ],
)
def test_wrong_usage(flags: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a,b\nx,1\n", *flags) == 2
    assert said in capsys.readouterr().err
    assert root.is_dir()


def test_what_the_whole_table_needs_is_asked_for_last(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a,b\nx,1\n", "--rows", "a", "--label", "a=a", "--figure", "b=b:tree") == 2
    assert "import: add --table, --title, --source (a title for each language: en)" in capsys.readouterr().err
    assert root.is_dir()


SMALL = [
    "--table",
    "small",
    "--title",
    "Small",
    "--source",
    "example",
    "--period",
    "2020",
    "--rows",
    "a",
    "--label",
    "a=a",
]


@pytest.mark.parametrize(
    ("cell", "flags", "value"),
    [
        ("1.234,5", ["--thousands", ".", "--decimal", ","], "1234.5"),
        ("1 234", ["--thousands", " "], "1234"),
        ("1\u00a0234", ["--thousands", " "], "1234"),
        ("$ 1'234'567", ["--thousands", "'", "--strip", "$"], "1234567"),
        ("over 1,500", ["--thousands", ","], "over 1500"),
        ("779.4453145", ["--round", "b=1"], "779.4"),
        ("2.5", ["--round", "b=0"], "2"),
        ("2.50", ["--round", "b=1"], "2.5"),
        ("3.20", ["--round", "b=1"], "3.2"),
        ("10.50", ["--round", "b=0"], "10"),
        ("2.55", ["--round", "b=1"], "2.6"),
        ("3", ["--round", "b=1"], "3"),
        ("-0.04", ["--round", "b=1"], "0.0"),
        ("about 2.55", ["--round", "b=1"], "about 2.55"),
        ("3 to 4", [], "3 to 4"),
        ("20.650", [], "20.650"),
    ],
)
def test_numbers_are_converted_as_asked(cell: str, flags: list[str], value: str, root: Path) -> None:
    assert run(f'a,b\nx,"{cell}"\n', *SMALL, "--figure", "b=b:km2", *flags) == 0
    assert (root / "data/tables/small.csv").read_text(encoding="utf-8") == f"id,a,b\nx,x,{value}\n"


@pytest.mark.parametrize("cell", ["1,23", "12,3456", "1,234,5", "1.5e3", "½", "-", "1 234 5", "=A1+1"])
def test_what_no_flag_asks_for_is_not_converted(cell: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f'a,b\nx,"{cell}"\n', *SMALL, "--figure", "b=b:km2", "--thousands", ",") == 1
    assert capsys.readouterr().err.startswith("towns.csv:2:4: ")
    assert not (root / "data/tables/small.csv").exists()


def test_printed_numbers_can_be_kept(root: Path) -> None:
    assert run('a,b\nx,"1,234"\n', *SMALL, "--figure", "b=b:km2", "--thousands", ",", "--keep-printed") == 0
    assert (root / "data/tables/small.csv").read_text(encoding="utf-8") == 'id,a,b.value,b.printed\nx,x,1234,"1,234"\n'
    assert problems_of(root) == []


@pytest.mark.parametrize(
    ("rows", "flags", "said"),
    [
        ("义乌,1\n", ["--make-ids"], '"义乌" is not a valid row id; use a column in Latin letters for --rows [bad-id]'),
        ("North End,1\n", [], '"North End" is not a valid row id; add --make-ids to make ids of names [bad-id]'),
        ("x,1\nx,2\n", [], 'the row "x" occurs twice, first in line 2; use more columns (--rows)'),
        ("x y,1\nx-y,2\n", ["--make-ids"], 'the row "x_y" occurs twice, first in line 2'),
    ],
)
def test_rows_have_ids_of_their_own(
    rows: str, flags: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"a,b\n{rows}", *SMALL, "--figure", "b=b:km2", *flags) == 1
    assert said in capsys.readouterr().err
    assert root.is_dir()


def test_several_languages_ask_for_every_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests/sites/minimal", "report", ignore=shutil.ignore_patterns(".cache", "public"))
    content = "id,name,名称,kind,visits\nsouth,South,南馆,branch,5\n"
    flags = ["--table", "more", "--title", "更多", "--title", "More", "--source", "report", "--period", "2025"]
    flags += ["--rows", "id", "--label", "name=name.en", "--label", "名称=name.zh", "--category", "kind=kind"]
    flags += ["--figure", "visits=visits:visit"]
    assert run(content, *flags) == 1
    lacking = [line.partition("; ")[2] for line in capsys.readouterr().err.splitlines()[:-1]]
    texts = ["kind.labels.branch.en", "kind.labels.branch.zh", "kind.title.en", "kind.title.zh"]
    texts += ["visits.title.en", "visits.title.zh"]
    assert lacking == [f'add --set "{path}=…" [missing-translation]' for path in texts]
    assert run(content, *flags, *(word for path in texts for word in ("--set", f"{path}=x: {path}"))) == 0
    assert problems_of(Path("report")) == []
    assert (
        Path("report/data/tables/more.csv").read_text(encoding="utf-8").startswith("id,name.en,name.zh,kind,visits\n")
    )


@given(st.text(max_size=30))
def test_an_id_made_of_a_name_is_one(name: str) -> None:
    made = make_id(name)
    assert made is None or fault_of_id(made, dots=False) is None


def test_ids_look_like_their_names() -> None:
    names = {"São Tomé": "sao_tome", "lifeExp": "life_exp", "2007": "y2007", "3rd": "n3rd", "class": "class_"}
    names |= {"Côte d’Ivoire": "cote_d_ivoire", "true": "true_", "U.S.": "u_s", "Großbritannien": "grossbritannien"}
    assert {name: make_id(name) for name in names} == names
    assert [make_id(name) for name in ("义乌", "Ørsted 义", "", "—")] == [None] * 4


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), min_size=1
    ).filter(str.strip)
)
def test_any_text_is_written_so_that_it_is_read_again(text: str) -> None:
    node, problems = read_yaml(Source("x.yaml", written({"title": {"en": text}, "period": "2020"})))
    assert problems == []
    assert isinstance(node, MappingNode)
    title = node.get("title")
    assert isinstance(title, MappingNode)
    read = title.get("en")
    assert isinstance(read, ScalarNode)
    assert read.text is not None
    assert read.text.value == text
    assert scalar(text) in {text, read.text.raw}


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_any_cell_is_written_so_that_it_is_read_again(cells: list[str]) -> None:
    text = as_csv([f"r{number}" for number in range(len(cells))], {"a": cells})
    node, problems = read_csv(Source("x.csv", text))
    assert problems == []
    assert isinstance(node, MappingNode)
    for number, cell in enumerate(cells):
        row = node.get(f"r{number}")
        assert isinstance(row, MappingNode)
        read = row.get("a")
        assert isinstance(read, ScalarNode)
        assert (read.text.value if read.text else "") == (cell if cell.strip() else "")
