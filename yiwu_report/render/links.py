"""Links from the root of the site (`@/…`) made relative to the page they stand on."""

from __future__ import annotations

import re

from yiwu_report.model.site_paths import relative

# A tag with its attributes in double quotes; in running text every < is escaped, so nothing else matches.
_TAG = re.compile(r"<[a-zA-Z][^\s<>/]*(?:\s+[^\s<>=\"']+(?:=\"[^\"]*\")?)*\s*/?>")
_LINK = re.compile(r'(\s[a-z-]+=")@/([^"]*)"')


def make_relative(html: str, page: str) -> str:
    """The HTML with each attribute that begins with `@/` seen from the page at `page`."""

    def in_tag(tag: re.Match[str]) -> str:
        if '"@/' not in tag[0]:
            return tag[0]
        return _LINK.sub(lambda link: f'{link[1]}{relative(link[2], page)}"', tag[0])

    return _TAG.sub(in_tag, html)
