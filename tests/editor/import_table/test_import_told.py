"""What an import says: flags that are proposed, problems in the file that the editor named, and what was changed."""

from __future__ import annotations

import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import new_report, run
from project import problems_of

from yiwu_report.editor.import_table.dates import COMMON_FORMS, DateForm, DateFormError, forms_of


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return new_report(tmp_path, monkeypatch)


TOWNS = (
    "Town,Region,Year,Population,Area (km²)\n"
    'São Tomé,Upper South,2020,"71,868",17.5\n'
    'Neves,North,2020,"1,200",12\n'
    'Trindade,North,2020,"16,140",9\n'
)
MONTHS = [f"{year}-{month:02}" for year in range(2012, 2016) for month in range(1, 13)]
WEATHER = "Date,Mean high (°C)\n" + "".join(f"{month},{number}.50\n" for number, month in enumerate(MONTHS, 1))
GIVEN = ["--table", "weather", "--title", "Weather", "--source", "example"]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def proposed(text: str) -> list[str]:
    """The proposed flags of a run, a line each."""
    return [line.removesuffix(" \\").strip() for line in text.splitlines() if line.startswith("  --")]


@pytest.mark.parametrize(
    ("content", "flags", "wanted"),
    [
        (
            TOWNS,
            [],
            [
                *("--table ID", "--title 'TITLE in en'", "--source SOURCE", "--period PERIOD", "--rows Town"),
                *("--make-ids", "--label Town=town", "--label Region=region", "--category Year=year"),
                *("--figure Population=population:UNIT", "--figure 'Area (km²)=area:UNIT'"),
                "--set area.title.en=Area",
            ],
        ),
        (
            WEATHER,
            GIVEN,
            [
                *("--periods Date", "--rows Date", "--make-ids", "--label Date=date"),
                *("--figure 'Mean high (°C)=mean_high:UNIT'", "--set 'mean_high.title.en=Mean high'"),
            ],
        ),
        (
            WEATHER,
            [*GIVEN, "--rows", "Date"],
            [
                *("--periods Date", "--make-ids", "--label Date=date", "--figure 'Mean high (°C)=mean_high:UNIT'"),
                "--set 'mean_high.title.en=Mean high'",
            ],
        ),
        (
            "date,rain\n2012/01/02,1\n2012/01/03,2\n",
            GIVEN,
            [
                *("--as-date date=YYYY/MM/DD", "--periods date", "--rows date", "--make-ids", "--label date=date"),
                "--figure rain=rain:UNIT",
            ],
        ),
        (
            "date,rain\n2/1/2012,1\n3/1/2012,2\n",
            GIVEN,
            [
                *("--as-date date=FORM", "--periods date", "--rows date", "--make-ids", "--label date=date"),
                "--figure rain=rain:UNIT",
            ],
        ),
        (
            "Year,Month,Rain\n"
            + "".join(f"{year},{month},{month}\n" for year in (2012, 2013) for month in range(1, 13)),
            GIVEN,
            [
                *("--period PERIOD", "--rows Year", "--rows Month", "--make-ids", "--category Year=year"),
                *("--category Month=month", "--figure Rain=rain:UNIT"),
            ],
        ),
        (
            "town,2001,2002\nx,1,2\n",
            GIVEN,
            [
                *("--rows town", "--label town=town", "--figure 2001=y2001:UNIT", "--set y2001.period=2001"),
                *("--figure 2002=y2002:UNIT", "--set y2002.period=2002"),
            ],
        ),
        (
            "town,Rate (m),Rate (f)\nx,1,2\n",
            [*GIVEN, "--period", "2020", "--rows", "town", "--label", "town=town"],
            [
                *("--figure 'Rate (m)=rate_m:UNIT'", "--set rate_m.title.en=Rate"),
                *("--figure 'Rate (f)=rate_f:UNIT'", "--set rate_f.title.en=Rate"),
            ],
        ),
    ],
    ids=["towns", "months", "rows given", "other dates", "days or months", "year and month", "years", "two of a name"],
)
def test_flags_are_proposed(
    content: str, flags: list[str], wanted: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, *flags) == 1
    assert proposed(said(capsys)) == wanted
    assert [path.name for path in (root / "data/tables").iterdir()] == ["districts.yaml"]


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("d,n\n2/1/2012,1\n3/1/2012,2\n", 'The FORM of the dates of "d" is one of D/M/YYYY or M/D/YYYY.\n'),
        (
            "Year,Month,n\n2012,Jan,1\n2012,Feb,2\n",
            "combine them in one column of the file (2012-01), for --periods.\n",
        ),
        ("d,n\n2012-01-01,1\n2013-01-01,2\n", "--as-year d reads its dates as years.\n"),
        (
            "d,what,n\n2019,a,1\n2019,b,1\n2020,a,1\n2020,b,1\n",
            '--spread what=n:UNIT makes a column of each "what", in place of --category and --figure.\n',
        ),
    ],
)
def test_what_else_could_be_done_is_said(
    content: str, hint: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, *GIVEN) == 1
    assert hint in said(capsys)
    assert root.is_dir()


def test_the_proposed_flags_work_with_the_words_in_capitals_replaced(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(WEATHER) == 1
    words = {"ID": "weather", "TITLE in en": "Weather", "SOURCE": "example"}
    flags = [words.get(each, each).replace("UNIT", "km2") for each in shlex.split(" ".join(proposed(said(capsys))))]
    assert run(WEATHER, *flags) == 0
    assert problems_of(root) == []
    assert (root / "data/tables/weather.csv").read_text(encoding="utf-8").splitlines()[:2] == [
        "id,date,mean_high.value,mean_high.period",
        "y2012_01,2012-01,1.50,2012-01",
    ]


def test_a_long_file_is_looked_at_in_places(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = [date(2000, 1, 1) + timedelta(number) for number in range(3_000)]
    assert run("d,n\n" + "".join(f"{day:%d/%m/%Y},{day.day}\n" for day in days), *GIVEN) == 1
    assert proposed(said(capsys))[:2] == ["--as-date d=DD/MM/YYYY", "--periods d"]
    assert root.is_dir()


def test_a_wide_file_is_told_of_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headings = [f"m{number}" for number in range(24)]
    assert run(",".join(["town", *headings]) + "\n" + ",".join(["x", *["1"] * 24]) + "\n") == 1
    text = said(capsys)
    assert text.count("m17") == 1 + 1  # --figure m17=m17:UNIT
    assert text.splitlines()[-2:] == [
        "towns.csv:1:1: no option describes its 25 columns; use the suggested options that fit [import]",
        "1 problem; nothing was written",
    ]
    assert run("a,b\nx,1\n", "--rows", "a") == 1
    assert 'no option describes "b"; add --figure b=b:UNIT, or --skip b [import]' in said(capsys)
    assert root.is_dir()


FIGURES = ["--periods", "Date", "--rows", "Date", "--make-ids", "--label", "Date=date"]
HIGH = ["--figure", "Mean high (°C)=high:km2"]


def test_many_changes_of_a_kind_are_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(WEATHER, *GIVEN, *FIGURES, *HIGH, "--round", "high=1") == 0
    assert capsys.readouterr().out.splitlines() == [
        '48 ids of rows: "2012-01" is y2012_01 … "2015-12" is y2015_12 (--make-ids)',
        '48 numbers of "Mean high (°C)": "1.50" is 1.5 … "48.50" is 48.5 (--round high=1)',
        "(--verbose lists each with its line)",
        'the title of high is "Mean high (°C)"; if the brackets contain the unit, which is shown with each number already: '
        "--set 'high.title.en=Mean high'",
        "data/tables/weather.yaml and data/tables/weather.csv written. To show the table: {{ table weather }}",
    ]
    assert root.is_dir()


def test_verbose_tells_each_with_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(WEATHER, *GIVEN, *FIGURES, *HIGH, "--round", "high=1", "--verbose") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 48 + 48 + 2
    assert lines[1] == 'towns.csv:3:1: the row "2012-02" is y2012_02 (--make-ids)'
    assert lines[49] == 'towns.csv:3:9: "2.50" is 2.5 (--round high=1)'
    assert root.is_dir()


def test_a_title_of_its_own_brings_no_remark(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(WEATHER, *GIVEN, *FIGURES, *HIGH, "--set", "high.title.en=Mean high") == 0
    assert "brackets" not in capsys.readouterr().out
    assert root.is_dir()


def test_a_number_with_a_word_is_not_rounded_and_that_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = [*GIVEN, "--period", "2020", "--rows", "a", "--label", "a=a", "--figure", "b=b:km2", "--round", "b=1"]
    assert run("a,b\nx,about 2.55\n", *flags) == 0
    out = capsys.readouterr().out
    assert 'towns.csv:2:3: "about 2.55" is about 2.55 (--round b=1 rounds exact numbers alone)\n' in out
    assert root.is_dir()


DAYS = "Date,n\n2012/01/02,1\n2012/01/03,2\n2012/01/04,3\n"
N = [*GIVEN, *FIGURES, "--figure", "n=n:km2"]


def test_dates_in_another_form_are_refused_in_the_file_that_has_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(DAYS, *N) == 1
    assert said(capsys).splitlines()[0] == (
        'towns.csv:2:1: "2012/01/02" is not a period, nor are 2 more cells of the column; '
        "add --as-date Date=YYYY/MM/DD [bad-value]"
    )
    assert not (root / "data/tables/weather.csv").exists()


def test_dates_are_converted_as_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DAYS, *N, "--as-date", "Date=YYYY/MM/DD") == 0
    assert 'towns.csv:2:1: "2012/01/02" is 2012-01-02 (--as-date Date=YYYY/MM/DD)\n' in capsys.readouterr().out
    assert (root / "data/tables/weather.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "y2012_01_02,2012-01-02,1,2012-01-02"
    )


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (
            ["--as-date", "Date=DD/MM/YYYY"],
            'towns.csv:2:1: "2012/01/02" is not a date in the format DD/MM/YYYY; fix it',
        ),
        (["--as-date", "Day=YYYY"], '--as-date: the file has no column "Day"'),
        (["--round", "m=1"], '--round: there is no column of figures "m"; '),
        (
            ["--set", "n.title.en=The 3"],
            "towns.csv:1:6: --set 'n.title.en=The 3': \"3\" is a number outside a reference",
        ),
        (["--set", "n.status=paln"], 'towns.csv:1:6: --set n.status=paln: unknown value "paln"; did you mean "plan"?'),
        (["--status", "paln"], 'towns.csv:1:1: --status paln: unknown value "paln"'),
        (["--source", "exampel"], 'towns.csv:1:1: --source exampel: there is no source "exampel"'),
        (["--figure", "n=n:km"], 'towns.csv:1:6: --figure n=n:km: there is no unit "km"'),
        (["--title", "The 3"], 'towns.csv:1:1: --title: "3" is a number outside a reference'),
        (["--set", "k.period=2020"], 'towns.csv:1:1: --set: there is no column "k"'),
    ],
)
def test_every_problem_stands_where_the_editor_can_mend_it(
    flags: list[str], problem: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [*GIVEN, *FIGURES, "--figure", "n=n:km2"]
    if flags[0] in given and flags[0] not in {"--set", "--as-date"}:
        given[len(given) - 1 if flags[0] == "--figure" else given.index(flags[0]) + 1] = flags[1]
    else:
        given += flags
    assert run("Date,n\n2012,1\n" if "--as-date" not in flags else DAYS, *given) == 1
    text = said(capsys)
    assert problem in text
    assert "data/tables/weather" not in text
    assert not (root / "data/tables/weather.csv").exists()


def test_a_number_in_a_label_is_data(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = ["--period", "2020", "--rows", "id", "--label", "name=name", "--skip", "more", "--figure", "n=n:km2"]
    assert run('more,id,n,name\nx,a,1,Town\ny,b,2,"The other 3 towns"\n', *GIVEN, *flags) == 0
    assert "number outside" not in said(capsys)
    assert "The other 3 towns" in (root / "data/tables/weather.csv").read_text(encoding="utf-8")


def test_a_table_that_repeats_another_is_told_of(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "year,what,n\n2001,Coal,7\n2001,Wind,5\n2002,Coal,6\n2002,Wind,8\n"
    shared = ["--source", "example", "--make-ids", "--periods", "year", "--title", "Power"]
    by_year = ["--table", "by_year", "--rows", "year", "--label", "year=year", "--spread", "what=n:km2"]
    assert run(long, *shared, *by_year) == 0
    assert "already" not in capsys.readouterr().out
    by_kind = ["--table", "by_kind", "--rows", "what", "--label", "what=name", "--spread", "year=n:km2"]
    assert run(long, *shared, *by_kind) == 0
    assert (
        "4 of 4 figures are in the table by_year already, e.g. by_kind.coal.y2001 as by_year.y2001.coal: "
        "a change to one would miss the other; store each fact once, and refer to it in formulas and texts\n"
    ) in capsys.readouterr().out
    others = "year,what,n\n2001,Coal,7\n2001,Wind,15\n2002,Coal,16\n2002,Wind,18\n"
    assert run(others, *shared, "--table", "abroad", *by_kind[2:]) == 0
    assert "already" not in capsys.readouterr().out
    assert root.is_dir()


@pytest.mark.parametrize(
    ("form", "cell", "period"),
    [
        ("YYYY/MM/DD", "2012/01/02", "2012-01-02"),
        ("YYYY/MM/DD", "2012/1/2", None),
        ("YYYY/M/D", "2012/1/2", "2012-01-02"),
        ("dd.mm.yyyy", "02.01.2012", "2012-01-02"),
        ("DD/MM/YYYY", "31/02/2012", None),
        ("M/YYYY", "3/2012", "2012-03"),
        ("YYYYMMDD", "20120102", "2012-01-02"),
        ("MMM YYYY", "Sep 2012", "2012-09"),
        ("MMMM YYYY", "September 2012", "2012-09"),
        ("D MMM YYYY", "2 may 2012", "2012-05-02"),
        ("YYYY年M月D日", "2012年1月2日", "2012-01-02"),
        ("YYYY-MM-DD *", "2012-01-02 00:00:00", "2012-01-02"),
        ("YYYY*", "2012/13", "2012"),
        ("YYYY.MM", "2012x01", None),
    ],
)
def test_a_form_reads_its_dates_and_no_others(form: str, cell: str, period: str | None) -> None:
    assert DateForm(form).period(cell) == period


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("", "is not a date format"),
        ("YY-MM-DD", "is not a date format"),
        ("MM/DD", "is not a date format"),
        ("YYYY-DD", "is not a date format"),
        ("YYYY-MM-MM", "is not a date format"),
        ("YYYYMD", "is ambiguous"),
        ("DMYYYY", "is ambiguous"),
    ],
)
def test_a_form_that_is_none_is_refused(form: str, why: str) -> None:
    with pytest.raises(DateFormError, match=re.escape(why)):
        _ = DateForm(form).pattern


def test_a_wrong_form_is_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DAYS, *N, "--as-date", "Date=YY") == 2
    assert 'import: --as-date: "YY" is not a date format; use YYYY, MM or M' in said(capsys)
    assert root.is_dir()


@settings(deadline=None)  # the first call compiles its patterns
@given(st.dates(min_value=date(1800, 1, 1)))
def test_a_day_is_among_what_its_forms_make_of_it(day: date) -> None:
    iso = day.isoformat()
    year, month, number = iso.split("-")
    for written in (
        f"{year}/{month}/{number}",
        f"{number}.{month}.{year}",
        f"{month}/{number}/{year}",
        f"{year}{month}{number}",
    ):
        assert iso in {DateForm(form).period(written) for form in forms_of([written])}


def test_common_forms_are_forms() -> None:
    assert all(form.pattern for form in COMMON_FORMS)
