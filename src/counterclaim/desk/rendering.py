"""Templates: one environment, everything escaped, dates and verdicts in words."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from counterclaim.desk.asked import Page
from counterclaim.exports.wording_verdicts import (
    MEANINGS,
    STATE_GLYPHS,
    age_words,
    answer_words,
    days_words,
    glyph,
    question_words,
    since_words,
    voice_words,
)
from counterclaim.ledger.records import Said
from counterclaim.model import Account, Question, Told, Verb

STATIC = Path(__file__).parent / "static"

#: Longest text that a page prints in one place (characters), so that no title or quotation makes a page that
#: a browser cannot open. A sentence of the news has some 200, a long paragraph 2,000.
LONGEST = 6_000


#: What a person decided, as a page says it.
VERB_WORDS = MappingProxyType[Verb, str](
    {
        "accept": "accepted",
        "reject": "rejected",
        "unsure": "left unsure",
        "edit": "mended",
        "same": "said to be one incident",
        "not same": "said to be two incidents",
    }
)


class Whole(str):
    """A text from outside that has been brought to a bearable length already, and is not cut again."""

    __slots__ = ()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the desk. A name that a template asks for and is not given is an error of ours."""
    made = Environment(
        loader=PackageLoader("counterclaim.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_bearable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day,
        moment=moment,
        datetime_local=datetime_local,
        verdict_shape=glyph,
        question=question_words,
        voice=voice,
        answer=answer,
        days=days_words,
        state_glyph=STATE_GLYPHS.__getitem__,
        since=since_words,
        age=age_words,
        voice_name=voice_words,
        told_at=told_at,
        known=known,
        since_day=since_day,
    )
    made.globals["static"] = static
    made.globals["meanings"] = MEANINGS
    made.globals["verb_words"] = VERB_WORDS
    return made


def render(template: str, page: Page, **values: Any) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(page=page, **values)


def _bearable(value: Any) -> Any:
    if not isinstance(value, str) or len(value) <= LONGEST or isinstance(value, Whole | Markup):
        return value
    return value[:LONGEST] + "…"


def day(iso: str) -> str:
    """A day for people.

    >>> day("2025-10-12"), day("2025-10")
    ('12 Oct 2025', '2025-10')
    """
    try:
        return datetime.strptime(iso[:10], "%Y-%m-%d").replace(tzinfo=UTC).strftime("%-d %b %Y")
    except ValueError:
        return iso


def moment(iso: str) -> str:
    """A moment for people, in UTC; a bare day stays a day.

    >>> moment("2025-10-12T06:30:00+04:30"), moment("2025-10-12")
    ('12 Oct 2025 02:00', '12 Oct 2025')
    """
    if len(iso) <= 10:
        return day(iso)
    try:
        found = datetime.fromisoformat(iso.replace("Z", "+00:00"))
    except ValueError:
        return iso
    at = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return at.strftime("%-d %b %Y %H:%M")


def known(iso: str) -> str:
    """A moment that the ledger keeps to the second; midnight exactly is a report that gives a day only.

    >>> known("2025-10-12T00:00:00Z"), known("2025-10-12T09:10:00Z")
    ('12 Oct 2025', '12 Oct 2025 09:10')
    """
    return day(iso) if iso.endswith("T00:00:00Z") else moment(iso)


def since_day(begins: str | None, since: str) -> str:
    """Since when a state holds and how that is known, with the day as pages print days.

    >>> since_day("2025-10-12", "earliest word"), since_day(None, "unknown")
    ('first told 12 Oct 2025', '')
    """
    return since_words(day(begins), since) if begins else ""


def told_at(told: Told) -> str:
    """When a claim's report came out, as exactly as it says; without a date, when it was added.

    >>> from counterclaim.model import Claim, Event, Report, Span
    >>> claim = Claim("c", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT"))
    >>> told_at(Told(claim, Report("x", published="2025-10-12"), "2025-10-12T00:00:00Z"))
    '12 Oct 2025'
    """
    if told.report.published:
        return moment(told.report.published)
    return f"not dated, added {moment(told.known)}"


def datetime_local(iso: str | None) -> str:
    """What a ``datetime-local`` field takes; a bare day is its last minute, as queries read it.

    >>> datetime_local("2025-10-12"), datetime_local(None)
    ('2025-10-12T23:59', '')
    """
    if not iso:
        return ""
    return f"{iso}T23:59" if len(iso) <= 10 else iso[:16]


def voice(said: Account | Said) -> str:
    """Who speaks, for a heading.

    >>> voice(Said("report", None))
    'The reports themselves'
    """
    words = voice_words(said.voice, said.name)
    return words[:1].upper() + words[1:]


def answer(said: Account | Said, question: Question | None = None) -> str:
    """What a voice says now to a question.

    >>> answer(Said("side", "Mali", value="yes", stance="denies"))
    'denies it'
    >>> answer(Said("side", "Mali", value="yes"), Question("is it open", "torkham"))
    'open'
    """
    asks_open = question is not None and question.topic == "is it open"
    if asks_open and said.figure is None and said.value in (None, "yes") and said.stance == "asserts":
        return "open"
    return answer_words(said.figure, said.value, said.stance)


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of an asset, with its content's hash, so that it can be kept for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
