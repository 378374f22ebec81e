"""A new article, in every language of the report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from string import Template


def article_files(
    skeleton: Mapping[str, bytes], slug: str, languages: Sequence[str], titles: Sequence[str]
) -> dict[str, bytes]:
    """Path -> bytes of a draft in each language; `titles` is one in each, or empty: the slug stands there then.

    A language that the skeleton doesn't have gets the English text.
    """
    named = dict(zip(languages, titles, strict=True)) if titles else dict.fromkeys(languages, slug)
    return {
        f"content/articles/{slug}/{code}.md": Template(skeleton.get(f"{code}.md", skeleton["en.md"]).decode())
        .substitute(title=json.dumps(named[code], ensure_ascii=False))
        .encode()
        for code in languages
    }
