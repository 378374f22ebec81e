"""A publication that is stopped at any step: what a reader sees then, and what the next run makes of it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from publication import NEW, OLD, Failing, Killed, Unsynced, readable, rendered, stage_of, tree

from yiwu_report.model.output import Stage
from yiwu_report.model.problem import InvalidInput
from yiwu_report.publish import publish, recover

FOREIGN = {"CNAME": b"example.org", "gone/notes.txt": b"mine"}


def project(folder: Path, files: dict[str, bytes] = OLD) -> Path:
    """An output folder that holds a site, and files of others."""
    out = folder / "public"
    publish(rendered(files), out, root=folder, effects=Unsynced())
    for path, content in FOREIGN.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_bytes(content)
    return out


def operations(folder: Path) -> int:
    """How many steps the way from the old site to the new one takes."""
    counting = Failing()
    publish(rendered(NEW), project(folder), root=folder, effects=counting)
    return counting.count


def check_readable(out: Path) -> None:
    """Each file is whole and old or new; no page is new before every asset and all data are; nothing new is missing."""
    files = readable(out)
    for path, content in FOREIGN.items():
        assert files.pop(path) == content
    for path, content in files.items():
        assert content in {OLD.get(path), NEW.get(path)}, path
    new = {path for path, content in NEW.items() if files.get(path) == content}
    pages = {path for path in NEW if stage_of(path) is Stage.PAGE}
    data = {path for path in NEW if stage_of(path) is Stage.DATA}
    assets = set(NEW) - pages - data
    assert new >= assets or not new & (data | pages)
    assert new >= data or not new & pages
    assert new == set(NEW) or files.keys() >= OLD.keys(), "an old file is gone before the new site is whole"


class Watching(Failing):
    """Looks at the folder as a reader would before every step."""

    def __init__(self, out: Path) -> None:
        super().__init__()
        self.out = out

    def before(self) -> None:
        check_readable(self.out)


def test_between_any_two_steps_every_file_is_whole(tmp_path: Path) -> None:
    out = project(tmp_path)
    watching = Watching(out)
    publish(rendered(NEW), out, root=tmp_path, effects=watching)
    check_readable(out)
    assert watching.count > 30


def test_killed_at_any_step_and_completed_by_the_next_run(tmp_path: Path) -> None:
    expected = {**tree(whole(tmp_path / "whole", NEW)), **FOREIGN}
    for at in range(operations(tmp_path / "count")):
        out = killed(tmp_path / str(at), at)
        check_readable(out)
        publish(rendered(NEW), out, root=out.parent, effects=Unsynced())
        assert tree(out) == expected, f"killed at step {at}"
        assert {path.name for path in out.iterdir()} == {path.split("/")[0] for path in expected}


def test_killed_at_any_step_and_followed_by_another_site(tmp_path: Path) -> None:
    expected = {**tree(whole(tmp_path / "whole", OLD)), **FOREIGN}
    for at in range(operations(tmp_path / "count")):
        out = killed(tmp_path / str(at), at)
        publish(rendered(OLD), out, root=out.parent, effects=Unsynced())
        assert tree(out) == expected, f"killed at step {at}"


def test_recovery_gives_the_old_site_or_the_new_one_and_never_a_mixture(tmp_path: Path) -> None:
    old = {**tree(whole(tmp_path / "old", OLD)), **FOREIGN}
    new = {**tree(whole(tmp_path / "new", NEW)), **FOREIGN}
    seen = []
    for at in range(operations(tmp_path / "count")):
        out = killed(tmp_path / str(at), at)
        recover(out, root=out.parent, effects=Unsynced())
        assert tree(out) in (old, new), f"killed at step {at}"
        seen.append(tree(out) == new)
    assert seen == sorted(seen), "once the journal is whole, the new site comes"
    assert {False, True} == set(seen)


def test_killed_again_while_completing(tmp_path: Path) -> None:
    expected = {**tree(whole(tmp_path / "whole", NEW)), **FOREIGN}
    steps = operations(tmp_path / "count")
    for at in range(steps // 3, steps, 2):
        for again in range(0, steps, 5):
            out = killed(tmp_path / f"{at}-{again}", at)
            try:
                publish(rendered(NEW), out, root=out.parent, effects=Failing(again))
            except Killed:
                check_readable(out)
                publish(rendered(NEW), out, root=out.parent, effects=Unsynced())
            assert tree(out) == expected, f"killed at steps {at} and {again}"


def test_a_disk_that_fails_at_any_step_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    expected = {**tree(whole(tmp_path / "whole", NEW)), **FOREIGN}
    for at in range(operations(tmp_path / "count")):
        out = project(tmp_path / str(at))
        full = Failing(at, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out / "en" / "index.html")))
        told: list[str] = []
        try:
            publish(rendered(NEW), out, root=out.parent, effects=full)
        except InvalidInput as invalid:
            told = [str(problem).replace(out.as_posix(), "public") for problem in invalid.problems]
        assert told == [
            "public:1:1: the output folder can't be written to: No space left on device (en/index.html); "
            "fix this and build again to continue, or choose another folder with --out [output-folder]"
        ] or (told == [] and readable(out) == {**NEW, **FOREIGN})  # it failed while it cleared up
        check_readable(out)
        publish(rendered(NEW), out, root=out.parent, effects=Unsynced())
        assert tree(out) == expected, f"failed at step {at}"


def test_a_disk_that_is_full_while_staging_gets_its_space_back(tmp_path: Path) -> None:
    out = project(tmp_path)
    before = tree(out)
    with pytest.raises(InvalidInput):
        publish(rendered(NEW), out, root=tmp_path, effects=Failing(4, OSError(errno.ENOSPC, "full")))
    assert tree(out) == before


def test_a_damaged_staged_file_is_never_put_in_place(tmp_path: Path) -> None:
    steps = operations(tmp_path / "count")
    for at in range(steps):
        out = killed(tmp_path / str(at), at)
        staged = sorted((out / ".staging").glob("*.new"))
        if (out / ".staging" / "journal").exists() and len(staged) == len(NEW):  # all but same.js, and the manifest
            staged[0].write_bytes(b"damaged")
            recover(out, root=out.parent, effects=Unsynced())
            assert readable(out) == {**OLD, **FOREIGN}
            return
    pytest.fail("no step leaves a whole journal and every staged file")


def test_files_of_others_in_the_staging_folder_stay(tmp_path: Path) -> None:
    out = project(tmp_path)
    (out / ".staging").mkdir()
    (out / ".staging" / "mine.txt").write_bytes(b"mine")
    publish(rendered(NEW), out, root=tmp_path, effects=Unsynced())
    assert readable(out) == {**NEW, **FOREIGN}
    assert (out / ".staging" / "mine.txt").read_bytes() == b"mine"


def whole(folder: Path, files: dict[str, bytes]) -> Path:
    """An output folder that holds a site and nothing else."""
    publish(rendered(files), folder / "public", root=folder, effects=Unsynced())
    return folder / "public"


def killed(folder: Path, at: int) -> Path:
    """An output folder whose publication of the new site was killed at a step."""
    out = project(folder)
    with pytest.raises(Killed):
        publish(rendered(NEW), out, root=folder, effects=Failing(at))
    return out


CHILD = """
import sys, time
from pathlib import Path
from publication import NEW, Failing, rendered
from yiwu_report.publish import publish

class Halting(Failing):
    def before(self):
        if self.count == int(sys.argv[2]):
            print("here", flush=True)
            time.sleep(600)

out = Path(sys.argv[1])
publish(rendered(NEW), out, root=out.parent, effects=Halting())
"""


@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.9])
def test_a_process_that_is_really_killed(tmp_path: Path, part: float) -> None:
    at = int(operations(tmp_path / "count") * part)
    out = project(tmp_path)
    with halted(out, at) as child:
        with pytest.raises(InvalidInput) as caught:
            publish(rendered(NEW), out, root=tmp_path, effects=Unsynced())
        assert [str(problem).replace(out.as_posix(), "public") for problem in caught.value.problems] == [
            "public:1:1: another build is writing to the output folder; build again when it has finished [output-folder]"
        ]
        check_readable(out)
        child.kill()
        child.wait()
    check_readable(out)
    publish(rendered(NEW), out, root=tmp_path, effects=Unsynced())
    assert tree(out) == {**tree(whole(tmp_path / "whole", NEW)), **FOREIGN}


def halted(out: Path, at: int) -> subprocess.Popen[str]:
    """A process that publishes the new site and stands still before a step."""
    folder = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "helpers"), str(folder.parent)])}
    arguments = [sys.executable, "-c", CHILD, str(out), str(at)]
    child = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "here\n"
    return child
