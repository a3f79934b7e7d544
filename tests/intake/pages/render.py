"""The saved pages: stories, layouts and `pages.toml` put together, with what is to be read from each."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from counterclaim.evaluation.pages import SavedPage

_HERE = Path(__file__).parent
_HEADING_AFTER = re.compile(r"heads and loop\.index == (\d)")
#: Headings of the posts of a live page; the first is the story's own.
_POSTS = ("What officials said", "On the ground")


def _stories() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((_HERE / "stories.toml").read_text("utf-8"))["story"]
    return found


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(_HERE / "layouts"), autoescape=False)  # noqa: S701
    made.filters.update(
        f=lambda when, form: when.strftime(form),
        zulu=lambda when: when.astimezone(tz=_UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        zulu_ms=lambda when: when.astimezone(tz=_UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        naive=lambda when: when.strftime("%Y-%m-%dT%H:%M:%S"),
        epoch=lambda when: int(when.timestamp()),
        millis=lambda when: int(when.timestamp()) * 1000,
        arabic=lambda words: words,
        # A link in the middle of a paragraph, as editors set them on two words.
        link=lambda words: re.sub(r"(\w+ \w+)(?=[^<>]{40}$)", r'<a href="/topic">\1</a>', words, count=1),
    )
    return made


#: What a row of `pages.toml` leaves out.
_DEFAULTS = {"zone": "", "agency": "", "source": "", "tail": "", "bare": False, "charset": "utf-8"}
_UTC = datetime.fromisoformat("2000-01-01T00:00:00+00:00").tzinfo


def _page(row: dict[str, Any], held: bool, environment: jinja2.Environment) -> SavedPage:
    stories = _stories()
    story = stories[row["story"]]
    when: datetime = row["when"]
    place = story["place"]
    dateline = row.get("credit", "").format(
        PLACE=place.upper(), Place=place, region=story["region"], date=when.strftime("%B %-d")
    )
    heads = row.get("heads", False)
    paragraphs = [dateline + story["text"][0], *story["text"][1:]]
    heading = (story["head"], *_POSTS)
    posts = [{"head": heading[i], "text": story["text"][2 * i : 2 * i + 2]} for i in range(3)]
    name = row["layout"]
    values = {
        **_DEFAULTS,
        **row,
        "s": story,
        "title": story["title"],
        "text": story["text"],
        "paras": paragraphs,
        "posts": posts,
        "heads": heads,
        "later": when + timedelta(days=1, hours=3),
        "others": [stories[(row["story"] + step) % len(stories)] for step in (3, 4, 5)],
        "url": f"https://www.example.com/world/{name.replace('_', '-')}-{row['story']}-a8841",
    }
    source = (_HERE / "layouts" / f"{name}.html").read_text("utf-8")
    html = environment.get_template(f"{name}.html").render(values)

    gold = list(paragraphs)
    if name == "vossi":
        gold[0] = f"{place}, {story['region']} {row['site']} — {story['text'][0]}"
    if heads and (after := _HEADING_AFTER.search(source)):
        gold.insert(int(after[1]), story["head"])
    if "in posts" in source:
        gold = [words for post in posts for words in (post["head"], *post["text"])]
    elif "tail" in source and row.get("tail"):
        gold.append(row["tail"])
    if name == "agency_portion" and row.get("agency"):
        gold.insert(0, place.upper())
    return SavedPage(
        name=f"{name}-{2 if row.get('bare') else 1}",
        page=html.encode(values["charset"], "xmlcharrefreplace"),
        text="\n\n".join(gold),
        title=story["title"],
        outlet=row["site"],
        byline=row["byline"] or None,
        dateline=place if dateline or name in ("vossi",) or row.get("agency") == "x" else None,
        published=when.isoformat() if row["known"] == "time" else when.date().isoformat(),
        agencies=tuple(row["agencies"]),
        held=held,
    )


@lru_cache(maxsize=1)
def saved_pages() -> tuple[SavedPage, ...]:
    """All sixty, those of the unseen layouts marked."""
    table = tomllib.loads((_HERE / "pages.toml").read_text("utf-8"))
    environment = _environment()
    return tuple(_page(row, row["layout"] in table["unseen"], environment) for row in table["pages"])
