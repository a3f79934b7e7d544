"""The main text of pages and what is known of them, case by case."""

from __future__ import annotations

import pytest

from counterclaim.intake.html import read_html
from counterclaim.model import Report

FIRST = "Two soldiers were killed at the river crossing on Monday, the Drasnan army said in a statement."
SECOND = "Ilmaria denied that its troops had crossed the river and said the dead had stepped on a mine."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
TITLE = "<h1>Two die at river crossing</h1>"


META = '<meta property="article:{}_time" content="{}">'


def read(page: str, url: str | None = None) -> Report:
    report = read_html(page, url)
    assert report is not None
    return report


def test_text_is_paragraph_by_paragraph_without_the_title() -> None:
    report = read(f"<title>Two die at river crossing | Gazette</title><body>{TITLE}{TEXT}")
    assert report.text == f"{FIRST}\n\n{SECOND}"
    assert (report.title, report.outlet) == ("Two die at river crossing", "Gazette")


def test_cards_of_other_stories_go_even_where_nothing_names_them() -> None:
    line = "<p>Nine people were killed in a raid, officials said.</p>"
    card = f"<div class=item><h3><a href=/1>Nine die in raid</a></h3>{line}</div>"
    assert (
        read(f"<body><div>{TITLE}{TEXT}</div><div class=grid>{card * 6}</div>").text == f"{FIRST}\n\n{SECOND}"
    )


def test_the_body_stays_though_its_name_sounds_like_a_side_thing() -> None:
    page = f"<body>{TITLE}<div class='post-content related-wrap share-on'>{TEXT}</div>"
    assert read(page).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "junk",
    [
        "<p><b>Read more: <a href=/1>Rebels kill nine in raid on town</a></b></p>",
        "<p>ADVERTISEMENT</p>",
        "<p>CLICK HERE to follow our channel</p>",
        "<div class=pullquote>“the dead had stepped on a mine”</div>",
        "<blockquote>Two soldiers were killed at the river crossing on Monday</blockquote>",
        "<figure><img><figcaption>Nine soldiers were killed here last year.</figcaption></figure>",
        "<p>A burnt lorry after nine soldiers were killed last year. (AP Photo/Jon Vell)</p>",
        "<p>1.2K Shares</p>",
        "<aside><p>In March nine soldiers were killed at the same place, the army said.</p></aside>",
        "<p>Published: October 12, 2025 9:00 am</p>",
    ],
)
def test_what_is_no_news_is_left_out(junk: str) -> None:
    page = f"<body><article>{TITLE}<p>{FIRST}</p>{junk}<p>{SECOND}</p></article>"
    assert read(page).text == f"{FIRST}\n\n{SECOND}"


def test_a_teaser_inside_a_paragraph_goes_and_the_paragraph_stays() -> None:
    teaser = "<strong>Read more: <a href=/1>Rebels kill nine in raid</a></strong>"
    page = f"<body><article>{TITLE}<p>{FIRST}</p><p>{SECOND} {teaser}</p></article>"
    assert read(page).text == f"{FIRST}\n\n{SECOND}"


def test_breaks_and_boxes_part_paragraphs() -> None:
    page = f"<body>{TITLE}<div>{FIRST}<br>{SECOND}<br/><br/>&nbsp;Residents heard shots.</div>"
    assert read(page).text == f"{FIRST}\n\n{SECOND}\n\nResidents heard shots."


def test_windows_quotation_marks_in_a_page_of_latin_1_are_read() -> None:
    assert "“mine”" in read(f"<body>{TITLE}<p>{FIRST}</p><p>{SECOND[:-5]}\x93mine\x94 there.</p>").text


def test_text_behind_a_wall_comes_from_json_ld_with_its_paragraphs_apart() -> None:
    script = f'{{"@type": "NewsArticle", "headline": "A", "articleBody": "{FIRST * 3}{SECOND}"}}'
    page = f"<script type='application/ld+json'>{script}</script><body>{TITLE}<p>{FIRST}</p>"
    assert read(page).text.endswith(f"\n\n{SECOND}")


@pytest.mark.parametrize(
    ("page", "when", "source"),
    [
        (META.format("published", "2025-10-12T14:05:00+02:00"), "2025-10-12T14:05:00+02:00", "meta"),
        (META.format("published", "2025-10-12T14:05:00"), "2025-10-12", "meta"),
        (META.format("modified", "2025-10-13T14:05:00Z"), None, None),
        ("<p>Last updated: October 13, 2025</p>", None, None),
        (
            '<time class="updated" datetime="2025-10-13">a</time><time datetime="2025-10-12">b</time>',
            "2025-10-12",
            "time",
        ),
        (
            "<p>Published: Oct 12, 2025 2:05 PM EDT | Updated: Oct 13, 2025</p>",
            "2025-10-12T14:05:00-04:00",
            "text",
        ),
        ("<p>Published Oct 12, 2025 2:05 pm IST</p>", "2025-10-12", "text"),
        ("<p>12/10/2025</p>", None, None),
        ("<p>Sunday, 12/10/2025</p>", "2025-10-12", "text"),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', None, None),
    ],
)
def test_time_of_publication_and_what_gave_it(page: str, when: str | None, source: str | None) -> None:
    report = read(f"<body>{TITLE}{page}{TEXT}")
    assert (report.published, report.published_from) == (when, source)


def test_address_gives_the_day_and_a_day_is_made_exact_by_a_time_of_it() -> None:
    url = "https://paper.example/2025/oct/12/two-die"
    assert (read(f"<body>{TITLE}{TEXT}", url).published_from) == "url"
    report = read(f"<body>{TITLE}<p>Published 14:05 GMT, 12 October 2025</p>{TEXT}", url)
    assert (report.published, report.published_from) == ("2025-10-12T14:05:00+00:00", "text")


def test_json_ld_of_another_article_is_not_taken() -> None:
    scripts = "".join(
        '<script type="application/ld+json">'
        f'{{"@type":"NewsArticle","headline":"{h}","datePublished":"{d}",}}</script>'
        for h, d in (("Another war", "2020-01-01"), ("Two die at river crossing", "2025-10-12"))
    )
    assert read(f"{scripts}<body>{TITLE}{TEXT}").published == "2025-10-12"


def test_photo_credits_credit_no_agency() -> None:
    caption = "<figure><figcaption>A bridge. Jon Vell/AFP via Getty Images</figcaption></figure>"
    report = read(f"<body>{TITLE}{caption}{TEXT}<span class='source'>Source: Reuters</span>")
    assert report.agencies == ("Reuters",)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<",
        "<html></html>",
        "\x00",
        "<p>" * 30_000,
        "<a " * 5_000,
        "<!DOCTYPE html><frameset><frame src=a></frameset>",
    ],
)
def test_a_page_without_an_article_is_none(page: str) -> None:
    assert read_html(page) is None


def test_hundreds_of_thousands_of_tags_are_cut_not_parsed() -> None:
    page = f"<body><article>{TITLE}{TEXT}" + "<b></b>" * 400_000
    assert FIRST in read(page).text


def test_posts_of_a_live_page_are_sections_in_its_order() -> None:
    posts = "".join(
        f"<div class='post'><time datetime='2025-10-12T0{i}:00:00Z'>0{i}:00</time>"
        f"<h3>{head}</h3><p>{line}</p></div>"
        for i, (head, line) in enumerate(
            (("Army speaks", FIRST), ("Denial", SECOND), ("Night", "Shots were heard."))
        )
    )
    report = read(f"<title>River war live updates</title><body><h1>River war live updates</h1>{posts}")
    assert report.text == f"Army speaks\n\n{FIRST}\n\nDenial\n\n{SECOND}\n\nNight\n\nShots were heard."


def test_headings_that_part_the_text_stay_and_a_subtitle_goes() -> None:
    parted = read(f"<body>{TITLE}<h2>Drasna</h2><p>{FIRST}</p><h2>Ilmaria</h2><p>{SECOND}</p>")
    assert parted.text == f"Drasna\n\n{FIRST}\n\nIlmaria\n\n{SECOND}"
    assert read(f"<body>{TITLE}<h2>Army says nine died</h2>{TEXT}").text == f"{FIRST}\n\n{SECOND}"
