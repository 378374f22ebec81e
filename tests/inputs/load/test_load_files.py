"""Which files are read, in which order, and what is said of the others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.inputs.load.file_kinds import kind_of, unread_file
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.model.node import BrokenNode

BASE = Path(__file__).resolve().parent.parent.parent / "sites" / "minimal"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in load(root, words_folders(root)).problems]


def test_a_sound_project_has_no_problem_and_a_fixed_order(root: Path) -> None:
    loaded = load(root, words_folders(root))
    assert loaded.problems == ()
    names = [name for name in loaded.documents if not name.startswith("templates/")]
    assert names == sorted(names)
    assert [article.file for article in loaded.articles] == [
        "content/articles/index/en.md",
        "content/articles/index/zh.md",
    ]
    assert {"templates/words/en.yaml", "templates/words/zh.yaml"} <= set(loaded.documents)


def test_the_words_of_a_project_go_before_those_of_the_generator(root: Path) -> None:
    words = root / "templates" / "words"
    words.mkdir(parents=True)
    (words / "en.yaml").write_text("- not words\n", encoding="utf-8")
    own, others = load(root, words_folders(root)).documents, load(BASE, words_folders(BASE)).documents
    assert type(own["templates/words/en.yaml"]) is not type(others["templates/words/en.yaml"])
    assert type(own["templates/words/zh.yaml"]) is type(others["templates/words/zh.yaml"])


def test_an_empty_folder_lacks_what_every_report_needs(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        "content/site.yaml:1:1: the file is missing; create it with title, languages and published [missing-file]",
        "data/sources.yaml:1:1: the file is missing; create it with the sources of the figures [missing-file]",
        "data/units.yaml:1:1: the file is missing; create it with the units of the figures [missing-file]",
    ]


@pytest.mark.parametrize("name", [".x.yaml", ".git/x", "x.yaml~", "#x.yaml#", ".x.yaml.swp", "x.swp", ".#x.yaml"])
def test_hidden_files_and_editors_copies_are_left_alone(root: Path, name: str) -> None:
    path = root / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\xff\x00")
    assert problems_of(root) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("data/units.yml", "data/units.yaml"),
        ("data/Units.yaml", "data/units.yaml"),
        ("data/unit.yaml", "data/units.yaml"),
        ("data/source.yaml", "data/sources.yaml"),
        ("data/figures.yaml", "data/figures/figures.yaml"),
        ("data/figure/parks.yaml", "data/figures/parks.yaml"),
        ("data/Figures/parks.yml", "data/figures/parks.yaml"),
        ("content/sites.yaml", "content/site.yaml"),
        ("content/chart/a.yaml", "content/charts/a.yaml"),
        ("content/article/index/en.md", None),
        ("content/articles/index/en.markdown", "content/articles/index/en.md"),
        ("content/articles/en.md", "content/articles/index/en.md"),
        ("data/notes.txt", None),
        ("content/photo.jpg", None),
    ],
)
def test_a_file_that_nobody_reads(name: str, meant: str | None) -> None:
    assert kind_of(name) is None
    problem = unread_file(name, ())
    assert problem.remedy == (f'did you mean "{meant}"?' if meant else "move it out of data/ and content/")
    if meant:
        assert unread_file(name, (meant,)).remedy == f"it seems to be {meant}, which already exists: keep one of them"


@pytest.mark.parametrize(
    "name", ["data/table/parks.csv", "data/tables/parks.xlsx", "content/parks.CSV.gz", "data/a.db"]
)
def test_a_data_file_in_another_folder_is_to_be_described(name: str) -> None:
    moved = f"data/files/{name.rpartition('/')[2]}"
    assert unread_file(name, ()).remedy == f"move it to {moved}, and run describe on it there"


@given(st.text(st.sampled_from("abcdt/.yamlmdcsvUZ_é "), min_size=1, max_size=30))
def test_any_name_has_its_words(name: str) -> None:
    assert unread_file(f"data/{name}", ()).remedy


def test_a_file_too_large_is_not_read(root: Path) -> None:
    (root / "data" / "derived.yaml").write_bytes(b"# " + b"x" * (8 * 1024 * 1024))
    assert problems_of(root) == [
        "data/derived.yaml:1:1: the file is larger than 8 MiB; split it, or remove what is not text [file-too-large]"
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a: \xc4\xe3\n", "1:4: the byte 0xc4 is not UTF-8; save the file as UTF-8 [encoding]"),
        ("a: é\n".encode() + b"\xff", "2:1: the byte 0xff is not UTF-8; save the file as UTF-8 [encoding]"),
        ("é: 😀".encode() + b"\x80\n", "1:5: the byte 0x80 is not UTF-8; save the file as UTF-8 [encoding]"),
        (
            "\ufeffa\r\nb\rc".encode() + b"\xe4\xb8\n",
            "3:2: the byte 0xe4 is not UTF-8; save the file as UTF-8 [encoding]",
        ),
        ("a: b\n".encode("utf-16"), "1:1: the file is in UTF-16; save the file as UTF-8 [encoding]"),
        (b"a: \x00\n", "1:4: the invisible character U+0000; remove it [encoding]"),
        ("a: 1\nb: x\u2028y\n".encode(), "2:5: the invisible character U+2028; remove it [encoding]"),
        ("a: \ufeff1\n".encode(), "1:4: the invisible character U+FEFF; remove it [encoding]"),
        ("a: \x85\n".encode(), "1:4: the invisible character U+0085; remove it [encoding]"),
    ],
)
def test_bytes_that_are_no_text(root: Path, content: bytes, line: str) -> None:
    (root / "data" / "derived.yaml").write_bytes(content)
    assert problems_of(root) == [f"data/derived.yaml:{line}"]


def test_a_file_that_is_no_text_keeps_what_its_names_may_be(root: Path) -> None:
    (root / "data" / "derived.yaml").write_bytes(b"books.mean:\n  formula: x\xff\n")
    node = load(root).documents["data/derived.yaml"]
    assert isinstance(node, BrokenNode)
    assert list(node.names) == ["books.mean", "formula"]


def test_a_link_to_a_file_of_the_project_is_read(root: Path) -> None:
    (root / "shared.yaml").write_text("a.b: {}\n", encoding="utf-8")
    (root / "data" / "derived.yaml").symlink_to("../shared.yaml")
    loaded = load(root)
    assert loaded.problems == ()
    assert "data/derived.yaml" in loaded.documents


def test_other_links_are_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("a: 1\n", encoding="utf-8")
    (root / "data" / "derived.yaml").symlink_to(outside)
    (root / "data" / "claims.yaml").symlink_to("nowhere.yaml")
    (root / "data" / "figures" / "loop").symlink_to("..")
    assert problems_of(root) == [
        "data/claims.yaml:1:1: the file cannot be read (no such file or directory); make it readable, or remove it [unread-file]",
        "data/derived.yaml:1:1: a symbolic link to a folder, or out of the project; put the file itself here [unread-file]",
        "data/figures/loop:1:1: a symbolic link to a folder, or out of the project; put the file itself here [unread-file]",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "data" / "derived.yaml")
    assert problems_of(root) == ["data/derived.yaml:1:1: this is neither a file nor a folder; remove it [unread-file]"]


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_names_that_cannot_be_printed_are_shown_with_escapes(root: Path) -> None:
    folder = os.fsencode(root / "data" / "figures")
    for name in (b"caf\xe9.yaml", b"a\nb.txt"):
        with open(folder + b"/" + name, "wb") as stream:  # noqa: PTH123 - a path of bytes
            stream.write(b"figures: {}\n")
    assert problems_of(root) == [
        "data/figures/a\\x0ab.txt:1:1: files with this name are not read; move it out of data/ and content/ [unread-file]",
        "data/figures/caf\\xe9.yaml:1:1: the file's name is not UTF-8; rename it [encoding]",
    ]
