"""The commands, with a pipeline of the test's own: arguments in, what is printed and the exit code out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import yiwu_report.editor
from yiwu_report import cli
from yiwu_report.cli import early_engine, up_to_date
from yiwu_report.model.problem import InvalidInput, Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.publish import Changes

PROBLEMS = (
    Problem(
        Place("data/figures/parks.yaml", 12, 5), Rule.UNKNOWN_KEY, 'unknown key "qualifer"', 'did you mean "qualifier"?'
    ),
    Problem(
        Place("content/articles/index/zh.md", 3, 9),
        Rule.LOOSE_NUMBER,
        "71个 is not a reference",
        "write {{ parks.completed }}",
    ),
)


@dataclass
class Built:
    changes: Changes
    out: Path
    pages: int
    notes: tuple[str, ...] = ()
    is_final: bool = True


class FakePipeline(ModuleType):
    """Remembers its calls and raises what it is told to."""

    def __init__(self) -> None:
        super().__init__("yiwu_report.build")
        self.calls: list[tuple[object, ...]] = []
        self.error: BaseException | None = None
        self.remarks: tuple[Problem, ...] = ()
        self.notes: tuple[str, ...] = ()

    def build(  # noqa: PLR0913  # as the pipeline has it
        self,
        root: Path,
        out: Path,
        *,
        progress: Callable[[str], None],
        strict: bool,
        compress: bool,
        engine: object,
    ) -> Built:
        assert engine is None
        asked = [name for name, is_asked in {"strict": strict, "compress": compress}.items() if is_asked]
        self._call("build", root, out, *asked, progress)
        return Built(Changes(("a.css", "index.html"), 40, ("gone.html",)), out, 24, self.notes)

    def check(self, root: Path, *, progress: Callable[[str], None]) -> tuple[Problem, ...]:
        self._call("check", root, progress)
        return self.remarks

    def list_words(self, root: Path, *, progress: Callable[[str], None]) -> tuple[str, ...]:
        self._call("list_words", root, progress)
        return ('zh.md:3:9: "翻番" asserts something', 'en.md:3:9: "dou\x1bbled" asserts something')

    def _call(self, name: str, *arguments: object) -> None:
        *paths, progress = arguments
        self.calls.append((name, *paths))
        assert callable(progress)
        progress("reading")
        if self.error:
            raise self.error


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    monkeypatch.setattr(up_to_date.Again, "stands", lambda _self: None)
    monkeypatch.setattr(up_to_date.Again, "note", lambda _self, _pages, _notes: None)
    monkeypatch.setattr(early_engine, "early_engine", lambda _root: None)
    fake = FakePipeline()
    monkeypatch.setitem(sys.modules, "yiwu_report.build", fake)
    monkeypatch.setattr(yiwu_report, "build", fake, raising=False)
    monkeypatch.setitem(sys.modules, "yiwu_report.editor.check", fake)
    monkeypatch.setattr(yiwu_report.editor, "check", fake, raising=False)
    return fake


@pytest.mark.parametrize("argv", [[], ["build"]])
def test_build_is_what_happens_if_nothing_else_is_said(pipeline: FakePipeline, argv: list[str]) -> None:
    assert cli.main(argv) == 0
    assert pipeline.calls == [("build", Path(), Path("public"))]


@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_or_after_the_command(pipeline: FakePipeline, tmp_path: Path, before: bool) -> None:
    options = ["--root", str(tmp_path), "--out", "site", "--quiet"]
    assert cli.main([*options, "build"] if before else ["build", *options]) == 0
    assert pipeline.calls == [("build", tmp_path, Path("site"))]


@pytest.mark.parametrize("wish", ["strict", "compress"])
def test_a_build_with_a_wish(pipeline: FakePipeline, wish: str) -> None:
    for argv in ([f"--{wish}"], ["build", f"--{wish}"], [f"--{wish}", "build"]):
        assert cli.main(argv) == 0
    assert pipeline.calls == [("build", Path(), Path("public"), wish)] * 3


def test_words_are_a_list_and_no_problem(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--words"]) == 0
    assert pipeline.calls == [("list_words", Path())]
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        'zh.md:3:9: "翻番" asserts something',
        'en.md:3:9: "dou\\x1bbled" asserts something',
    ]
    assert err == ""


def test_problems_come_before_words(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.error = InvalidInput(PROBLEMS)
    assert cli.main(["check", "--words"]) == 1
    assert capsys.readouterr().out == ""


def test_the_site_goes_into_the_project(pipeline: FakePipeline, tmp_path: Path) -> None:
    cli.main(["--root", str(tmp_path)])
    assert pipeline.calls == [("build", tmp_path, tmp_path / "public")]


def test_a_good_build_says_where_the_site_is_and_how_to_look_at_it(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("time.monotonic", iter([10.0, 11.25]).__next__)
    assert cli.main([]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out == (
        "The report is in public: 24 pages; 2 files written, 40 unchanged, 1 removed (1.2 s).\n"
        "To view it:\n"
        "  python -m http.server --directory public 8000\n"
        "and open http://127.0.0.1:8000/\n"
    )
    assert pipeline.calls


def test_what_is_left_out_stands_last(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.notes = ("Left out: this.", "Left out: that.")
    assert cli.main([]) == 0
    out, err = capsys.readouterr()
    assert out.endswith("\nLeft out: this.\nLeft out: that.\n")
    assert err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="its shell quotes in another way")
def test_the_command_can_be_pasted(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == "python3" else None)
    cli.main(["--out", "my site; rm"])
    assert "  python3 -m http.server --directory 'my site; rm' 8000\n" in capsys.readouterr().out
    assert pipeline.calls


@pytest.mark.parametrize(
    ("argv", "closing"),
    [(["build"], "2 problems; nothing was published"), (["check"], "2 problems"), (["--quiet"], None)],
)
def test_problems_are_printed_as_they_are(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], argv: list[str], closing: str | None
) -> None:
    pipeline.error = InvalidInput(PROBLEMS)
    assert cli.main(argv) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "content/articles/index/zh.md:3:9: 71个 is not a reference; write {{ parks.completed }} [loose-number]",
        'data/figures/parks.yaml:12:5: unknown key "qualifer"; did you mean "qualifier"? [unknown-key]',
        *([closing] if closing else []),
    ]


def test_one_problem_is_no_problems(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.error = InvalidInput(PROBLEMS[:1])
    assert cli.main([]) == 1
    assert capsys.readouterr().err.endswith("[unknown-key]\n1 problem; nothing was published\n")


def test_a_disk_that_failed_half_way_is_not_called_nothing(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.error = InvalidInput([Problem(Place("public"), Rule.OUTPUT_FOLDER, "full", "mend that")])
    assert cli.main([]) == 1
    assert capsys.readouterr().err == "public:1:1: full; mend that [output-folder]\n1 problem\n"


def test_a_check_that_finds_nothing(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["check", "--root", str(tmp_path)]) == 0
    assert pipeline.calls == [("check", tmp_path)]
    assert capsys.readouterr() == ("No problems.\n", "")


def test_a_check_tells_what_a_strict_build_would_refuse(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.remarks = (Problem(Place("a.yaml", 2, 3), Rule.PRINTED_DIFFERS, "a is 1", "mend it"),)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr() == (
        "No problems.\n1 thing that build --strict refuses:\na.yaml:2:3: a is 1; mend it [printed-differs]\n",
        "",
    )


@pytest.mark.parametrize("argv", [["--quiet"], ["check", "--quiet"]])
def test_quiet_prints_nothing_but_problems(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    assert cli.main(argv) == 0
    assert pipeline.calls
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["bild"], "; did you mean build?"),
        (["bild"], "invalid choice: 'bild'"),
        (["sing"], "(choose from "),
        (["--outt=x"], "unrecognized arguments: --outt=x; did you mean --out?"),
        (["check", "--strct"], "unrecognized arguments: --strct; did you mean --strict?"),
        (["--ro=x"], "unrecognized arguments: --ro=x"),
        (["check", "--out", "x"], "unrecognized arguments: --out"),
        (["--out", "x", "check"], "--out is for build; check publishes nothing"),
        (["--strict", "check"], "--strict is for build; check publishes nothing"),
        (["--words"], "unrecognized arguments: --words; --words is for check, and must follow it"),
        (["--qqq"], "unrecognized arguments: --qqq\n"),
        (["--format", "xml"], '--format: build has no form "xml"; use one of text, github, json'),
        (["diff", "--format", "github"], '--format: diff has no form "github"; use one of text, markdown, json'),
        (["--root", "no/such/folder"], "--root: there is no folder no/such/folder"),
        (["--root"], "expected one argument"),
    ],
)
def test_wrong_usage(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], argv: list[str], said: str) -> None:
    assert cli.main(argv) == 2
    assert pipeline.calls == []
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--help"], ["build", "--help"], ["check", "--help"], ["--version"]])
def test_help_is_good(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    assert cli.main(argv) == 0
    assert capsys.readouterr().out


def test_help_waits_for_no_library() -> None:
    code = "import sys; from yiwu_report.cli import main; main(['--help']); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for library in ("pandas", "plotly", "pydantic", "rich", "jinja2"):
        assert f"'{library}'" not in loaded


def test_an_interruption_is_no_traceback(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.error = KeyboardInterrupt()
    assert cli.main([]) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_bug_of_ours_keeps_its_traceback(pipeline: FakePipeline) -> None:
    pipeline.error = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError, match="a bug"):
        cli.main([])


def test_a_library_that_is_missing_is_named(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.error = ModuleNotFoundError("No module named 'pandas'", name="pandas.core")
    assert cli.main([]) == 2
    assert "the library pandas is not installed for " in capsys.readouterr().err
    pipeline.error = ModuleNotFoundError("No module named 'yiwu_report.typo'", name="yiwu_report.typo")
    with pytest.raises(ModuleNotFoundError):
        cli.main([])


def test_a_file_cannot_write_to_the_terminal(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    message = 'unknown key "\x1b[2J\x9b\r\nname\u2028"'
    pipeline.error = InvalidInput([Problem(Place("data/a\nb.yaml"), Rule.UNKNOWN_KEY, message, "remove it")])
    cli.main(["--quiet"])
    assert capsys.readouterr().err == (
        'data/a\\nb.yaml:1:1: unknown key "\\x1b[2J\\x9b\\r\\nname\\u2028"; remove it [unknown-key]\n'
    )


def test_a_build_that_has_nothing_to_do_says_so_and_runs_no_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(Path(__file__).parent.parent / "sites" / "minimal", root)
    assert cli.main(["--root", str(root)]) == 0
    first = capsys.readouterr().out
    fake = FakePipeline()
    monkeypatch.setattr(yiwu_report, "build", fake, raising=False)
    monkeypatch.setitem(sys.modules, "yiwu_report.editor.check", fake)
    monkeypatch.setattr(yiwu_report.editor, "check", fake, raising=False)
    monkeypatch.setitem(sys.modules, "yiwu_report.build", fake)
    assert cli.main(["--root", str(root)]) == 0
    second = capsys.readouterr().out
    assert fake.calls == []
    assert "0 files written" in second
    assert first.partition(";")[0] == second.partition(";")[0]
    assert cli.main(["--root", str(root), "--strict"]) == 0
    assert len(fake.calls) == 1
