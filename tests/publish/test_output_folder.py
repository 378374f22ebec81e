"""Which folders and which paths a site can be written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from publication import OLD, Unsynced, rendered

import yiwu_report
from yiwu_report.model.output import Output, OutputId, OutputKind, Stage
from yiwu_report.model.problem import InvalidInput
from yiwu_report.publish import folder_problems, path_problems, publish
from yiwu_report.publish.transaction import locked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("content", "data", "templates"):
        (tmp_path / "project" / name).mkdir(parents=True)
    return tmp_path / "project"


def lines(folder: Path, root: Path) -> list[str]:
    return [str(problem).replace(root.parent.as_posix(), "") for problem in folder_problems(folder, root)]


@pytest.mark.parametrize("out", ["public", "deep/er/public", "../elsewhere", "database", "docs/data"])
def test_a_folder_apart_is_fine(root: Path, out: str) -> None:
    assert lines(root / out, root) == []
    assert not (root / out).exists()


@pytest.mark.parametrize("out", [".", "..", "data/.."])
def test_the_project_itself_is_refused(root: Path, out: str) -> None:
    assert lines(root / out, root) == [
        f"{(root / out).as_posix().replace(root.parent.as_posix(), '')}:1:1: "
        "the output folder is the project's own folder, or contains it; "
        "choose a folder outside of the inputs, e.g. --out public [output-folder]"
    ]


@pytest.mark.parametrize("out", ["data", "data/figures", "content/public", "templates", "yiwu_report/x"])
def test_the_inputs_are_refused(root: Path, out: str) -> None:
    name = out.split("/", maxsplit=1)[0]
    assert lines(root / out, root) == [
        f"/project/{out}:1:1: the output folder is inside {name}/, which contains inputs; "
        "choose a folder outside of the inputs, e.g. --out public [output-folder]"
    ]


def test_the_generator_is_refused(root: Path) -> None:
    inside = Path(yiwu_report.__file__).parent / "public"
    [problem] = folder_problems(inside, root)
    assert problem.message == "the output folder is inside the generator"


def test_a_link_to_the_inputs_is_refused(root: Path) -> None:
    (root / "public").symlink_to(root / "data", target_is_directory=True)
    assert "is inside data/" in lines(root / "public", root)[0]


def test_inputs_that_are_links_are_refused(root: Path) -> None:
    (root / "data").rmdir()
    (root / "real").mkdir()
    (root / "data").symlink_to(root / "real", target_is_directory=True)
    assert "is inside data/" in lines(root / "real" / "public", root)[0]


def test_a_file_is_refused(root: Path) -> None:
    (root / "public").write_text("a file", encoding="utf-8")
    assert lines(root / "public", root) == [
        "/project/public:1:1: the output folder is a file; "
        "move the file away, or choose another folder with --out [output-folder]"
    ]
    assert lines(root / "public" / "deep", root) == [
        '/project/public/deep:1:1: "public", above the output folder, is a file; '
        "move the file away, or choose another folder with --out [output-folder]"
    ]


def test_a_name_that_is_too_long_is_refused(root: Path) -> None:
    assert "the output folder can't be reached: File name too long" in lines(root / ("a" * 300), root)[0]


@pytest.mark.parametrize("target", ["public", "nowhere"])
def test_a_link_that_leads_nowhere_is_refused(root: Path, target: str) -> None:
    (root / "public").symlink_to(root / target)
    for folder in ("public", "public/deep"):
        [line] = lines(root / folder, root)
        assert line == (
            f'/project/{folder}:1:1: the link "public" on the way to the output folder is broken; '
            "fix or remove the link [output-folder]"
        )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(root: Path) -> None:
    (root / "public").mkdir(mode=0o500)
    assert "can't be written to" in lines(root / "public", root)[0]


def test_a_folder_that_refuses_a_step_is_a_problem(root: Path) -> None:
    (root / "public").mkdir()
    (root / "public" / ".manifest.json").mkdir()
    with pytest.raises(InvalidInput) as caught:
        publish(rendered(OLD), root / "public", root=root, effects=Unsynced())
    [problem] = caught.value.problems
    assert problem.message == "the output folder can't be written to: Is a directory (.manifest.json)"


def test_publish_refuses_a_bad_folder_and_bad_paths_together(root: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        publish(rendered({"aux/index.html": b""}), root / "data" / "public", root=root)
    assert {str(problem.rule) for problem in caught.value.problems} == {"output-folder", "output-name"}
    assert list((root / "data").iterdir()) == []


def path_lines(*paths: str) -> list[str]:
    outputs = [Output(path, OutputId(OutputKind.ARTICLE, str(n)), Stage.PAGE) for n, path in enumerate(paths, 1)]
    return [str(problem) for problem in path_problems(outputs, Path("public"))]


@pytest.mark.parametrize(
    "path", ["index.html", "en/index.html", "assets/a.3f2a.css", "义乌/首页.html", ".nojekyll", "con-text/x"]
)
def test_a_usable_path(path: str) -> None:
    assert path_lines(path) == []


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("aux/index.html", 'Windows reserves the name "aux" for itself'),
        ("data/COM1.csv", 'Windows reserves the name "COM1" for itself'),
        ("a:b/index.html", "Windows can't hold ':' in a name"),
        ("a\\b.html", "Windows can't hold '\\\\' in a name"),
        ("a\nb.html", "Windows can't hold '\\n' in a name"),
        ("end./index.html", "Windows removes a dot or a space at the end of a name"),
        ("../index.html", "it is not a path inside the output folder"),
        ("/index.html", "it is not a path inside the output folder"),
        ("a//b.html", "it is not a path inside the output folder"),
        ("", "it is not a path inside the output folder"),
        ("义" * 90, "a name has at most 255 bytes"),
        (".manifest.json", '".manifest.json" is reserved for records of the generator'),
        (".STAGING/000000", '".STAGING" is reserved for records of the generator'),
    ],
)
def test_a_path_that_not_every_disk_can_hold(path: str, fault: str) -> None:
    [line] = path_lines(path)
    assert line.endswith(
        f'"{path}" (article 1) can\'t be written everywhere: {fault}; rename the input it is made from [output-name]'
    )


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("index.html", "index.html", "the same path"),
        ("a/Index.html", "a/index.html", "the same path"),
        ("STRASSE.html", "straße.html", "the same path"),
        ("caf\u00e9.html", "cafe\u0301.html", "the same path"),
        ("A/one.html", "a/two.html", "folders that differ in case only"),
        ("en", "en/index.html", "a file where the other needs a folder"),
    ],
)
def test_two_paths_that_meet_on_some_disks(first: str, second: str, how: str) -> None:
    [line] = path_lines(first, second)
    assert how in line
    assert f'"{first}"' in line
    assert f'"{second}"' in line
    assert line.endswith("; rename one of the two [output-clash]")


def test_the_lock_is_for_one_and_leaves_no_file(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    with locked(lock, "busy"):
        with pytest.raises(BlockingIOError, match="busy"), locked(lock, "busy"):
            pytest.fail("the lock was given twice")
        assert lock.exists()
    assert not lock.exists()
    with locked(lock, "busy"):
        pass


def test_a_lock_file_that_a_killed_run_left_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".lock").touch()
    with locked(tmp_path / ".lock", "busy"):
        pass
    assert list(tmp_path.iterdir()) == []
