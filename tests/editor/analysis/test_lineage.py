"""What a file is made of is all that can change it; where a figure shows is where it is seen to change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import get_type_hints

import pytest
from campaign import campaign, examples
from edited import Artist, edited_report, write_files
from editing import (
    EDITS,
    Files,
    add_entry,
    add_key,
    add_line,
    add_sentence,
    edit_style,
    edit_template,
    rename_id,
    set_text,
    set_value,
)
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from project import ROOT, change, copy_report

from yiwu_report import cli
from yiwu_report.build.session import Session
from yiwu_report.build.stages import Stages
from yiwu_report.editor.analysis.lineage import ORIGINS, inputs_of
from yiwu_report.editor.analysis.uses import uses_of
from yiwu_report.incremental import ANY, EVERYTHING, KEYS, Has, Read, Traceable
from yiwu_report.model.output import Output
from yiwu_report.model.problem import InvalidInput
from yiwu_report.resolve.bind import BindingWorld
from yiwu_report.site.report import Context

GOOD = (set_value, set_text, add_entry, add_sentence, add_key, edit_style, edit_template, rename_id, add_line)
Site = Mapping[str, tuple[Output, bytes]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return edited_report(tmp_path_factory.mktemp("edited"))


def _site(session: Session, stages: Stages) -> Site:
    """Path -> output and bytes."""
    assert stages.context is not None
    return {output.path: (output, session.content(output, stages.context)) for output in stages.outputs}


def _files_behind(site: Site, path: str, session: Session, stages: Stages) -> set[str]:
    """The files that an output is made of; none for one that isn't there."""
    if path not in site or stages.context is None:
        return set()
    return {each.place.file for each in inputs_of(site[path][0], session, stages.context)}


@pytest.fixture(scope="module")
def artist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Artist]:
    made = Artist(tmp_path_factory.mktemp("pictures"))
    yield made
    made.close()


@campaign
@settings(
    max_examples=examples(12, 120),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[*HealthCheck],
)
@given(kind=st.sampled_from([EDITS.index(each) for each in GOOD]), numbers=st.tuples(*[st.integers(0, 10_000)] * 3))
def test_what_changes_is_made_of_what_was_edited(
    kind: int,
    numbers: tuple[int, int, int],
    base: Files,
    artist: Artist,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("lineage")
    files = Files(base)
    write_files(files, root)
    with Session(root, artist.drawing) as session:
        stages = session.run()
        assert not stages.problems
        before = _site(session, stages)
        behind = {path: _files_behind(before, path, session, stages) for path in before}
        EDITS[kind](files, numbers)
        edited = {name for name in {*files, *base} if files.get(name) != base.get(name)}
        write_files(files, root)
        stages = session.run()
        assume(edited and not stages.problems)
        try:
            after = _site(session, stages)
        except InvalidInput:  # a template that was broken
            assume(condition=False)
        changed = [path for path in {*before, *after} if path not in before or before.get(path) != after.get(path)]
        event(f"{EDITS[kind].__name__} changes {'something' if changed else 'nothing'}")
        for path in changed:
            now = _files_behind(after, path, session, stages)
            assert edited & (behind.get(path, set()) | now), f"{path} changed with {edited}"
    shutil.rmtree(root)


def test_a_changed_figure_changes_nothing_but_what_uses_it(tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    values = {"71": "72", "95": "96", "3104": "3105"}
    with Session(root) as session:
        stages = session.run()
        assert stages.context is not None
        before = _site(session, stages)
        used = {
            figure.id: {output.path for output in uses_of(figure.id, session, stages, stages.context).outputs}
            for figure in stages.context.data.figures.values()
            if figure.place.file == "data/figures/parks.yaml" and figure.printed
        }
        for figure in stages.context.data.figures.values():
            written = next((each for each in values if figure.printed and figure.printed.value[:-1] == each), None)
            if figure.id not in used or written is None:
                continue
            change(root, "data/figures/parks.yaml", f"value: {written}\n", f"value: {values[written]}\n")
            now = session.run()
            assert not now.problems
            after = _site(session, now)
            old_path = {output.id: path for path, (output, _) in before.items()}
            changed = {old_path[output.id] for path, (output, _) in after.items() if before.get(path) != after[path]}
            assert len(changed) > 5
            assert changed <= used[figure.id]
            change(root, "data/figures/parks.yaml", f"value: {values[written]}\n", f"value: {written}\n")


def _paths(kind: type[Traceable], before: str = "") -> Iterator[str]:
    """Every field that a reader of such a value can come upon, those that it works out itself too."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name in {each.name for each in fields(kind)}}  # type: ignore[arg-type]
    for name, hint in hints.items():
        if isinstance(hint, type) and issubclass(hint, Traceable):
            yield from _paths(hint, f"{before}{name}.")
        else:
            yield f"{before}{name}"
    yield from (
        f"{before}{name}" for name, value in vars(kind).items() if isinstance(value, cached_property | property)
    )


def test_every_field_that_can_be_read_has_an_origin() -> None:
    assert set(ORIGINS) == {*_paths(Context), *_paths(BindingWorld)} - {"loaded"}  # which no output reads


def _is_plain(key: object) -> bool:
    if isinstance(key, Has):
        return _is_plain(key.key)
    if isinstance(key, tuple):
        return all(map(_is_plain, key))
    return key in {KEYS, ANY, EVERYTHING} if not isinstance(key, str | int) else True


@pytest.mark.parametrize("site", ["minimal", "newsroom"])
def test_outputs_that_depend_on_a_figure_are_those_that_have_it_among_their_inputs(site: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(ROOT / "tests" / "sites" / site, root)
    with Session(root) as session:
        stages = session.run()
        context = stages.context
        assert context is not None
        behind = {
            output: {(each.place, each.what) for each in inputs_of(output, session, context)}
            for output in stages.outputs
        }
        reads = {read for output in stages.outputs for read in session.reads(output, context)}
        reads |= {each for read in reads for each in session.reads_of(read)}
        assert all(isinstance(read, Read) and _is_plain(read.key) for read in reads)  # can be kept between processes
        for figure in context.data.figures.values():
            itself = {(figure.place, f"{kind} {figure.id}") for kind in ("figure", "derived")}
            expected = [output for output in stages.outputs if not behind[output].isdisjoint(itself)]
            assert list(uses_of(figure.id, session, stages, context).outputs) == expected
            assert expected or figure.is_derived


def _print(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = cli.main(list(arguments))
    told = capsys.readouterr()
    return code, (told.out + told.err).splitlines()


def test_why_and_uses_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    root = str(ROOT / "tests" / "sites" / "minimal")
    code, lines = _print(capsys, "why", "data/charts/visits.en.csv", "--root", root)
    assert code == 0
    assert [line for line in lines if not line.startswith(("content/site.yaml", "templates/"))] == [
        "content/charts/visits.yaml:1:1: chart visits",
        "data/tables/branches.yaml:1:1: table branches",
        "data/tables/branches.yaml:18:3: column branches.visits",
        "data/tables/branches.yaml:30:5: figure branches.centre.visits",
        "data/tables/branches.yaml:36:5: figure branches.north.visits",
        "data/units.yaml:14:1: unit visit",
    ]
    assert (
        _print(capsys, "why", f"{root}/public/en", "--root", root)[1]
        == _print(capsys, "why", "en/index.html", "--root", root)[1]
    )
    code, lines = _print(capsys, "uses", "libraries.open", "--root", root)
    assert code == 0
    assert lines[:2] == [
        "content/articles/index/en.md:2:22: prose, article index en",
        "content/articles/index/en.md:5:14: prose, article index en",
    ]
    assert f"{root}/public/figures/index.html: page, figures" in lines


@pytest.mark.parametrize(
    ("name", "places", "outputs"),
    [
        (
            "branches",
            ["content/charts/visits.yaml:2:8: chart, chart visits"],
            {"index.html", "en/index.html", "data/charts/visits.en.csv", "figures/index.html"},
        ),
        ("visit", ["data/tables/branches.yaml:19:11: data, table branches"], {"data/charts/visits.en.csv"}),
    ],
)
def test_uses_of_tables_and_units(
    name: str, places: list[str], outputs: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(ROOT / "tests" / "sites" / "minimal")
    code, lines = _print(capsys, "uses", name, "--root", root)
    assert code == 0
    assert [line for line in lines if not line.startswith(root)] == places
    shown = {line.partition(": ")[0].removeprefix(f"{root}/public/") for line in lines if line.startswith(root)}
    assert outputs <= shown
    assert "data/claims.json" not in shown


def test_a_chart_over_a_view_depends_on_the_view_its_table_and_its_file(
    base: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(base, tmp_path)
    code, lines = _print(capsys, "why", "data/charts/loans.en.svg", "--root", str(tmp_path))
    assert code == 0
    expected = {
        "content/charts/loans.yaml:1:1: chart loans",
        "data/views/changes.yaml:1:1: view changes",
        "data/tables/loans.yaml:1:1: table loans",
        "data/files/loans.csv:1:1: table loans",
        'data/files/loans.csv:5:1: figure loans["South", 2024].loans',
        "data/units.yaml:8:1: unit book",
    }
    assert expected <= set(lines)
    code, lines = _print(capsys, "uses", "changes", "--root", str(tmp_path))
    assert code == 0
    assert lines[:6] == [
        "content/articles/more/en.md:23:10: prose, article more en",
        "content/articles/more/zh.md:21:10: prose, article more zh",
        "content/charts/loans.yaml:2:8: chart, chart loans",
        "content/charts/loans.yaml:7:18: chart, chart loans",
        "content/charts/loans.yaml:8:27: chart, chart loans",
        "content/tables/changes.yaml:1:8: table, display changes",
    ]


def test_what_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    root = str(ROOT / "tests" / "sites" / "minimal")
    code, lines = _print(capsys, "why", "en/figure/index.html", "--root", root)
    assert code == 2
    assert lines[0].startswith('why: the site has no file "en/figure/index.html"; did you mean "en/figures/index.html"')
    code, lines = _print(capsys, "uses", "libraries.opened", "--root", root)
    assert code == 2
    assert lines[0].startswith('uses: there is no figure "libraries.opened"; did you mean "libraries.open"')
