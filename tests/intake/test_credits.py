"""Writers and agencies as pages name them."""

from __future__ import annotations

import pytest

from counterclaim.intake.html import read_html

TEXT = (
    "<h1>Two die at river crossing</h1><p>Two soldiers were killed at the river on Monday, the army said.</p>"
)


@pytest.mark.parametrize(
    ("page", "byline"),
    [
        ('<p class="byline">By <a>Anna Velk</a>, CNN</p>', "Anna Velk"),
        ('<div class="author">By <a>Anna Velk</a> and <a>Jon Marsh</a></div>', "Anna Velk and Jon Marsh"),
        ('<span class="byline">Anna Velk <span>Our man</span></span>', "Anna Velk"),
        ('<meta name="author" content="Anna Velk">', "Anna Velk"),
        ('<meta property="article:author" content="https://paper.example/anna">', None),
        ("<p>By Anna Velk</p>", "Anna Velk"),
        ('<span class="author">Anna Velk October 12, 2025</span>', "Anna Velk"),
    ],
)  # fmt: skip
def test_byline(page: str, byline: str | None) -> None:
    report = read_html(f"<body>{page}{TEXT}")
    assert report is not None
    assert report.byline == byline


@pytest.mark.parametrize(
    ("page", "agencies"),
    [
        ('<span class="source">Source: Reuters, AFP</span>', ("Reuters", "AFP")),
        ('<meta name="source" content="Associated Press">', ("AP",)),
        ("<p>With inputs from AFP</p>", ("AFP",)),
        ("<p>Reuters contributed to this report.</p>", ("Reuters",)),
        ('<p class="byline">Agence France-Presse in Velda</p>', ("AFP",)),
        ("<figcaption>A bridge. AFP/Getty</figcaption>", ()),
        ("<p>A witness told Reuters that two men had died at the bridge on Monday.</p>", ()),
    ],
)
def test_agencies(page: str, agencies: tuple[str, ...]) -> None:
    report = read_html(f"<body>{TEXT}{page}")
    assert report is not None
    assert report.agencies == agencies
