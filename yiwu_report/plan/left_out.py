"""What a site goes without, and what to do about it: no problem, but an editor should know."""

from __future__ import annotations

from yiwu_report.context import Context


def left_out(context: Context) -> tuple[str, ...]:
    """A line for each thing that readers would have if the project or the machine gave what it needs."""
    if context.site.spec.base_url is None:
        return (
            "Left out: sitemap.xml, the feeds, canonical and hreflang links and all else that needs the site's address. "
            "To have them, write base_url: https://… into content/site.yaml.",
        )
    return ()
