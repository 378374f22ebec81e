"""The Checks page: claims by verdict, contradictions first."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.model.finding import Verdict
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT
from yiwu_report.render.claim_view import ClaimView, view_claim
from yiwu_report.render.engine import fill_template
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import About

_ORDER = (
    Verdict.CONTRADICTS,
    Verdict.AGREES_IF_OPEN,
    Verdict.AGREES,
    Verdict.NOT_COMPARABLE,
    Verdict.NOT_CHECKABLE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one verdict."""

    anchor: str
    title: str
    meaning: str
    claims: tuple[ClaimView, ...]


def render_checks(output: Output, context: Context) -> str:
    """The HTML of the page of checks, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    groups = [
        Group(
            f"verdict-{verdict}",
            words[f"verdict_{verdict.name.lower()}"],
            words[f"verdict_{verdict.name.lower()}_means"],
            tuple(
                view_claim(finding, language, context)
                for finding in context.findings.values()
                if finding.verdict is verdict
            ),
        )
        for verdict in _ORDER
    ]
    groups = [group for group in groups if group.claims]
    values = {
        "frame": make_frame(output, context, About(words["checks_page"], words["checks_lead"]), ["page.js"]),
        "words": words,
        "contents": [
            Link(words("verdict_count", verdict=group.title, n=str(len(group.claims))), f"#{group.anchor}")
            for group in groups
        ],
        "groups": groups,
        "downloads": [Link("JSON", f"{ROOT}data/claims.json")],
    }
    return fill_template("pages/checks.html", values, context)
