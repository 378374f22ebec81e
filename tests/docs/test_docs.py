"""What docs/ say is what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from yiwu_report.cli.arguments import make_parser
from yiwu_report.model.rules import RULES, Rule

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
README = DOCS.parent / "README.md"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = generator()


@pytest.mark.parametrize("name", sorted(GENERATE.PAGES))
def test_generated_page_is_current(name: str) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == GENERATE.PAGES[name](), "run `make docs`"


def test_every_rule_says_what_it_asks_for() -> None:
    assert set(RULES) == set(Rule)


def test_every_command_and_option_is_documented() -> None:
    text = README.read_text(encoding="utf-8") + "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    parser = make_parser()
    commands = next(action for action in parser._actions if isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    for name, command in commands.choices.items():
        assert re.search(rf"build\.py {name}\b", text), f"no page shows `build.py {name}`"
        for option in (each for action in command._actions for each in action.option_strings if each.startswith("--")):
            assert option in text or option == "--help", f"no page names {option} of {name}"


def pages() -> list[Path]:
    return [README, *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("page", pages(), ids=[str(page.relative_to(DOCS.parent)) for page in pages()])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", pages(), ids=[str(page.relative_to(DOCS.parent)) for page in pages()])
def test_source_files_named_in_prose_exist(page: Path) -> None:
    """`svg/bundle.py` and the like: from the repository, the package, tests or assets, or by name alone."""
    repository = DOCS.parent
    folders = [repository / folder for folder in ("", "yiwu_report", "tests", "templates", "templates/assets")]
    known = {path.name for path in (*repository.glob("yiwu_report/**/*"), *repository.glob("t*/**/*"))}
    for name in re.findall(r"`([\w./]+\.(?:py|css|js))`", page.read_text(encoding="utf-8")):
        assert name in known | {"build.py", "plotly.js"} or any((folder / name).is_file() for folder in folders), name


def test_the_reading_order_is_short() -> None:
    """From nothing to a published report: the pages of the numbered list, and the index that leads through them."""
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    path = re.findall(r"^[0-9]+\. \[[^]]+\]\(([^)#]+)\)", index, re.MULTILINE)
    assert [Path(page).stem for page in path] == ["tutorial", "a-report-of-your-own", "check-before-publishing", "host"]
    words = [len((DOCS / page).read_text(encoding="utf-8").split()) for page in ("README.md", *path)]
    assert sum(words) < 4000, dict(zip(path, words[1:], strict=True))


def test_the_readme_is_short() -> None:
    prose = re.sub(r"^```.*?^```$", "", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"\S*[A-Za-z]\S*", prose)) <= 700
