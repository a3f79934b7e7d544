"""Sixty saved pages of our own, through the whole intake: the figures that may not fall."""

from __future__ import annotations

from functools import lru_cache

import pytest
from render import saved_pages

from counterclaim.evaluation.pages import PageScore, score_pages, shares
from counterclaim.model import Report


@lru_cache(maxsize=1)
def _scored() -> list[tuple[PageScore, Report | None]]:
    return score_pages(saved_pages())


def test_there_are_sixty_pages_of_thirty_layouts_and_a_third_is_held_out() -> None:
    pages = saved_pages()
    assert len(pages) == 60
    assert len({page.name.rsplit("-", 1)[0] for page in pages}) == 30
    assert sum(page.held for page in pages) == 20


@pytest.mark.parametrize("held", [False, True], ids=["seen", "held-out"])
def test_pages_are_read_as_well_as_asked(held: bool) -> None:
    chosen = [s for page, (s, _) in zip(saved_pages(), _scored(), strict=True) if page.held is held]
    found = shares(chosen)
    assert found["f1"] >= 0.95, found
    assert found["published"] >= 0.95, found
    assert found["agencies"] >= 0.9, found


def test_no_headline_of_another_story_is_taken_for_news() -> None:
    titles = {page.title for page in saved_pages()}
    for page, (_, report) in zip(saved_pages(), _scored(), strict=True):
        assert report is not None, page.name
        others = [title for title in titles if title and title != page.title and title in report.text]
        assert not others, (page.name, others)


def test_every_date_says_what_gave_it() -> None:
    sources = {report.published_from for _, report in _scored() if report is not None and report.published}
    assert sources == {"json-ld", "meta", "time", "text"}
