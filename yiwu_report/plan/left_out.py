"""What a site goes without, and what to do about it: no problem, but an editor should know."""

from __future__ import annotations

from yiwu_report.context import Context

_NO_ADDRESS = """\
Left out, for want of the site's address: sitemap.xml, the feeds, canonical and hreflang links, and the like.
To have them, write base_url: https://… into content/site.yaml."""


def left_out(context: Context) -> tuple[str, ...]:
    """A text for each thing that readers would have if the project or the machine gave what it needs."""
    return (_NO_ADDRESS,) if context.site.spec.base_url is None else ()
