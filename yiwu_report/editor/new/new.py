"""New reports and new articles, small and complete, in one language or several."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from string import Template

from yiwu_report.editor.schema import FOLDER, schema_files

_KEY = re.compile(r"\s*(?P<code>[a-z]{2}): ")
_COMMENT = re.compile(r"(?P<indent>\s*)#(?P<code>[a-z]{2})# (?P<text>.*)")


def in_languages(text: str, languages: Sequence[str], known: Sequence[str]) -> str:
    """A YAML file without the lines of other languages; comments are those of the first one.

    A text of a language is one line, "en: …"; a comment is one too, "#en# …".
    """
    lines = (_line(line, languages, known) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, languages: Sequence[str], known: Sequence[str]) -> str | None:
    if comment := _COMMENT.fullmatch(line):
        return f"{comment['indent']}# {comment['text']}" if comment["code"] == languages[0] else None
    key = _KEY.match(line)
    if key and key["code"] in known and key["code"] not in languages:
        return None
    return line


LANGUAGES = ("zh", "en")  # those of the skeleton
_SITE = "content/site.yaml"
_LANGUAGES = re.compile(r"languages:\n(?:  - .*\n)+")
_TITLES = re.compile(r"title:\n(?:  .*\n)+")
_ARTICLE = re.compile(r"content/articles/.*/(?P<code>[a-z]+)\.md")
_README = re.compile(r"README\.(?P<code>[a-z]+)\.md")


def report_files(
    skeleton: Mapping[str, bytes], languages: Sequence[str], titles: Sequence[str], published: str
) -> dict[str, bytes]:
    """Path -> bytes of a new project. `titles` is one in each language, or empty: the example's own."""
    files: dict[str, bytes] = {}
    for name, content in skeleton.items():
        text = _text(name, content.decode(), languages)
        if text is not None:
            files[re.sub(r"\bdot-", ".", name)] = text.encode()
    site = _site(files[_SITE].decode(), languages, titles, published)
    readme = files.pop(f"README.{languages[0]}.md").decode()
    files |= {_SITE: site.encode(), "README.md": Template(readme).substitute(title=_title(site)).encode()}
    files |= {f"{FOLDER}/{name}": content for name, content in schema_files(languages).items()}
    return dict(sorted(files.items()))


def _text(name: str, text: str, languages: Sequence[str]) -> str | None:
    """A file of the skeleton in the requested languages; None if it is of another language."""
    if article := _ARTICLE.fullmatch(name):
        return text if article["code"] in languages else None
    if readme := _README.fullmatch(name):
        return text if readme["code"] == languages[0] else None
    return in_languages(text, languages, LANGUAGES) if name.endswith(".yaml") else text


def _site(text: str, languages: Sequence[str], titles: Sequence[str], published: str) -> str:
    listed = "".join(f"  - {code}\n" for code in languages)
    text = _LANGUAGES.sub(lambda _: f"languages:\n{listed}", text, count=1)
    text = re.sub(r"^published: .*$", f"published: {published}", text, flags=re.MULTILINE)
    if titles:
        named = zip(languages, titles, strict=True)
        written = "".join(f"  {code}: {json.dumps(title, ensure_ascii=False)}\n" for code, title in named)
        text = _TITLES.sub(lambda _: f"title:\n{written}", text, count=1)
    return text


def _title(site: str) -> str:
    """The title in the first language, of a site.yaml that we wrote."""
    written = re.search(r"^title:\n  [a-z]+: (.*)$", site, re.MULTILINE)
    title = written[1] if written else ""
    return json.loads(title) if title.startswith('"') else title


def article_files(
    skeleton: Mapping[str, bytes], slug: str, languages: Sequence[str], titles: Sequence[str]
) -> dict[str, bytes]:
    """Path -> bytes of a draft in each language; `titles` is one in each, or empty: then it is the slug.

    A language that the skeleton doesn't have gets the English text.
    """
    named = dict(zip(languages, titles, strict=True)) if titles else dict.fromkeys(languages, slug)
    return {
        f"content/articles/{slug}/{code}.md": Template(skeleton.get(f"{code}.md", skeleton["en.md"]).decode())
        .substitute(title=json.dumps(named[code], ensure_ascii=False))
        .encode()
        for code in languages
    }
