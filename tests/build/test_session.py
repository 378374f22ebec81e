"""What a session makes after edits is what a build makes of the same files, to the byte."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from campaign import campaign, examples
from edited import Artist, edited_report, write_files
from editing import EDITS, Files
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from project import silent

from yiwu_report.build.session import Session
from yiwu_report.build.stages import Stages, Workspace, run_in
from yiwu_report.model.problem import InvalidInput
from yiwu_report.site.plan import content_of

Outcome = tuple[list[str], Mapping[str, bytes | str]]

# Which edit, where and to what, and whether the editor takes it back if it makes problems.
EDIT = st.tuples(st.sampled_from(range(len(EDITS))), st.tuples(*[st.integers(0, 10_000)] * 3), st.booleans())


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return edited_report(tmp_path_factory.mktemp("edited"))


@pytest.fixture(scope="module")
def artist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Artist]:
    """Draws for the builds that sessions are compared with."""
    made = Artist(tmp_path_factory.mktemp("pictures"))
    yield made
    made.close()


def _in_session(session: Session) -> Outcome:
    stages = session.run()
    return _outcome(stages, lambda output: session.content(output, stages.context))


def _built(root: Path, artist: Artist) -> Outcome:
    stages = run_in(Workspace(), root, silent, artist.drawing)
    return _outcome(stages, lambda output: content_of(output, stages.context))


def _outcome(stages: Stages, content) -> Outcome:  # noqa: ANN001  # a function of an output
    """The problems as they are printed; where there are none, every file, or why it cannot be made."""
    problems = sorted(map(str, stages.problems))
    files: dict[str, bytes | str] = {}
    for output in () if problems else stages.outputs:
        try:
            files[f"{output}"] = content(output)
        except InvalidInput as invalid:
            files[f"{output}"] = str(invalid.problems)
    return problems, files


@campaign
@settings(
    max_examples=examples(20, 200),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a shorter sequence takes minutes to find
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
def test_a_session_makes_what_a_build_makes(
    edits: list[tuple[int, tuple[int, int, int], bool]],
    base: Files,
    artist: Artist,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("session")
    states = [Files(base)]
    write_files(states[0], root)
    with Session(root, artist.drawing) as session:
        outcome = _in_session(session)
        assert outcome == _built(root, artist)
        assert not outcome[0]
        for kind, numbers, is_taken_back in edits:
            if outcome[0] and is_taken_back:
                states.pop()
            states.append(Files(states[-1]))
            EDITS[kind](states[-1], numbers)
            write_files(states[-1], root)
            outcome = _in_session(session)
            assert outcome == _built(root, artist)
            event("with problems" if outcome[0] else "whole")
    shutil.rmtree(root)
