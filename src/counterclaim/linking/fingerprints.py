"""What is kept of a report to tell whose voice it is, without its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.outlets import Outlet, outlets
from counterclaim.linking.sketches import Sketch, bands_of, keys_of, pack, sketch, unpack, words
from counterclaim.model import Reading, Report

#: Days between two printings of one wire story that still find each other by their words; a weekly's
#: reprint comes within six. The same text and the same address are found at any distance.
DAYS = 6
#: Names and figures kept, in the order of the text: the lead and the body of a wire story, not its tail of
#: background. Chosen as the length of the longest of the sample newsroom's reports and half again.
NAMES, FIGURES = 32, 24
#: Names by which rewritten copies find each other; the first ones stand in the lead.
_LEAD_NAMES = 8

# Latin, Greek and Cyrillic capitals: a literal class, which the engine skips to quickly.
_NAME = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u017e\u0391-\u03a9\u0401-\u042f][\w’'-]{2,}")
_FIGURE = re.compile(r"[0-9][\w,.:-]*")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,80})[)\]]\s*")
_CITING = re.compile(r"\b(?:citing|quoting|cites|quotes|after|via)\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:/|,|;|&|\band\b|\+)\s*")
_TRACKING = re.compile(r"(?:utm_|fb|gcl|ocid|cmp|ref$|src$|share|amp$|output$)", re.IGNORECASE)
_STATES = frozenset({"state", "territory", "people", "government", "coalition", "bloc", "international"})
#: Capitalised words that name no one thing: days, months, offices.
_COMMON = frozenset(
    words(
        """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
        august september october november december president minister ministry prime foreign defence defense
        interior general colonel major captain brigadier lieutenant spokesman spokesperson spokeswoman
        governor secretary commander chief army navy force forces government state security council north
        south east west northern southern eastern western islamic"""
    )
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What one report shows of its descent; enough to link it, small enough to keep for every report.

    ``text`` is a hash of its normalised words; ``address`` its normalised address or ""; ``day`` the
    ordinal of its day of publication or None; ``family`` the owner family of the outlet that printed it;
    ``credits`` the families of the agencies it credits; ``cited`` those of outlets that it names as the
    only source of its claims; ``names`` and ``figures`` what its own story is about, without the theatre's
    states, sides and capitals.

    >>> made = fingerprint(Report("Shots were heard in Rutba.", outlet="Example Daily"))
    >>> made.family, made.names, made.voice
    ('outlet:example daily', ('rutba',), 'outlet:example daily')
    """

    report: str
    text: str
    address: str
    version: int
    published: str | None
    day: int | None
    family: str
    credits: tuple[str, ...]
    cited: tuple[str, ...]
    byline: str
    dateline: str
    language: str
    length: int
    sketch: Sketch
    bands: tuple[int, ...]
    names: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def voices(self) -> tuple[str, ...]:
        """Whose words these are: the agencies credited, else the one outlet relayed, else its own family."""
        return self.credits or self.cited or (self.family,)

    @property
    def voice(self) -> str:
        """The first of `voices`."""
        return self.voices[0]

    @property
    def order(self) -> tuple[str, str]:
        """What earlier and later mean: the time of publication, undated last, then the id."""
        return (self.published or "9999", self.report)


def fingerprint(report: Report, cited: Iterable[str] = ()) -> Fingerprint:
    """The fingerprint of a report as read (its agencies, byline and dateline filled).

    ``cited`` names the outlet or agency that is the only source of its claims, as `relayed` finds it.
    Pure; linear in the text, about half a millisecond for one of 3,000 characters.
    """
    printed, credited, named = _outlet(report.outlet, report.url)
    for agency in report.agencies:
        known = outlets().named(agency)
        credited.append(known.family if known else _own(agency))
    for name in cited:
        known = outlets().named(name)
        named.append(known.family if known else _own(name))
    printed = printed or f"report:{report.id}"
    found = words(report.text)
    names, figures = _story(report.text)
    day = _day(report.published)
    return Fingerprint(
        report=report.id,
        text=_hashed(found),
        address=address(report.url),
        version=report.version,
        published=report.published,
        day=day,
        family=printed,
        credits=tuple(f for f in dict.fromkeys(credited) if f != printed),
        cited=tuple(f for f in dict.fromkeys(named) if f != printed),
        byline=" ".join(words(report.byline or "")),
        dateline=" ".join(words(report.dateline or "")),
        language=report.language,
        length=len(found),
        sketch=(made := sketch(report.text)),
        bands=bands_of(made),
        names=names,
        figures=figures,
    )


def text_key(text: str) -> str:
    """The one of a report's `keys` that says its words: equal for texts that differ in marks and case only.

    >>> text_key("All was quiet.") == text_key("ALL WAS QUIET")
    True
    """
    return f"t:{_hashed(words(text))}"


def _hashed(found: Iterable[str]) -> str:
    return sha256(" ".join(found).encode()).hexdigest()[:20]


def keys(made: Fingerprint) -> frozenset[str]:
    """The keys a fingerprint is stored under: text, address, samples of its words, voice with day and names.

    >>> one = Report("Shots were heard in Rutba on the night of the ninth.", published="2024-05-01")
    >>> same = Report("Shots were heard in Rutba on the night of the ninth", published="2024-05-09")
    >>> len(keys(fingerprint(one)) & keys(fingerprint(same))) > 0
    True
    """
    return frozenset(_keys(made, (0,)))


def wanted(made: Fingerprint) -> frozenset[str]:
    """The keys under which possible kin are found: `keys`, and the neighbouring days'."""
    return frozenset(_keys(made, (-1, 0, 1)))


def lasting_keys(made: Fingerprint) -> Iterable[str]:
    """The keys that find a copy at any distance in time: text, address, bands.

    >>> sorted(key[0] for key in lasting_keys(fingerprint(Report("Shots.", url="https://a.example/1"))))
    ['a', 't']
    """
    if made.length:
        yield f"t:{made.text}"
    if made.address:
        yield f"a:{made.address}"
    for band in made.bands:
        yield f"b:{band:x}"


def _keys(made: Fingerprint, shifts: tuple[int, ...]) -> Iterable[str]:
    yield from lasting_keys(made)
    for shift in shifts:
        if made.day is None:
            continue
        spell = made.day // DAYS + shift
        for key in keys_of(made.sketch):
            yield f"s:{key:x}:{spell}"
        for voice, name in voiced_names(made):
            yield f"v:{voice}:{name}:{made.day + shift}"


def voiced_names(made: Fingerprint) -> Iterable[tuple[str, str]]:
    """The pairs of a voice and a name of the lead by which retellings of one day find each other.

    >>> list(voiced_names(fingerprint(Report("Shots were heard in Rutba.", outlet="The Hill"))))
    [('outlet:the hill', 'rutba')]
    """
    for voice in {*made.voices, made.family}:
        for name in made.names[:_LEAD_NAMES]:
            yield voice, name


def relayed(reading: Reading) -> tuple[str, ...]:
    """The one other outlet whose word most of a report's claims rest on, as ``cited`` of `fingerprint`.

    Empty where a report has several such outlets, or tells more than half of its claims on another word.

    >>> relayed(Reading(Report("Nothing happened.")))
    ()
    """
    own = reading.report.outlet
    told: Counter[str] = Counter()
    for claim in reading.claims:
        links = [name for name in claim.chain if name and name != own]
        for name in dict.fromkeys([*links, *([claim.agency] if claim.agency else [])]):
            if outlets().named(name) is not None:
                told[name] += 1
    if len(told) != 1:
        return ()
    ((name, count),) = told.items()
    return (name,) if 2 * count > len(reading.claims) else ()


def address(url: str | None) -> str:
    """An address in one spelling: no scheme, www., mobile host, fragment or tracking.

    >>> address("https://www.example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return url.strip()
    host = re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)])
    path = re.sub(r"/+$|/amp/?$", "", parts.path)
    return f"{host}{path}" + (f"?{query}" if query else "")


def fingerprint_json(made: Fingerprint) -> dict[str, Any]:
    """A fingerprint ready for ``json.dumps``; `fingerprint_from_json` is its inverse."""
    return {
        "report": made.report,
        "text": made.text,
        "address": made.address,
        "version": made.version,
        "published": made.published,
        "family": made.family,
        "credits": list(made.credits),
        "cited": list(made.cited),
        "byline": made.byline,
        "dateline": made.dateline,
        "language": made.language,
        "length": made.length,
        "sketch": pack(made.sketch),
        "bands": list(made.bands),
        "names": list(made.names),
        "figures": list(made.figures),
    }


def fingerprint_from_json(row: Mapping[str, Any]) -> Fingerprint:
    """A fingerprint out of its JSON. Raises ``KeyError`` or ``ValueError`` on anything else.

    >>> made = fingerprint(Report("Shots were heard in Rutba on the night of the ninth."))
    >>> fingerprint_from_json(fingerprint_json(made)) == made
    True
    """
    return Fingerprint(
        report=row["report"],
        text=row["text"],
        address=row["address"],
        version=row["version"],
        published=row["published"],
        day=_day(row["published"]),
        family=row["family"],
        credits=tuple(row["credits"]),
        cited=tuple(row["cited"]),
        byline=row["byline"],
        dateline=row["dateline"],
        language=row["language"],
        length=row["length"],
        sketch=unpack(row["sketch"]),
        bands=tuple(row["bands"]),
        names=tuple(row["names"]),
        figures=tuple(row["figures"]),
    )


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


def _own(name: str) -> str:
    """An outlet outside the table is its own family."""
    return "outlet:" + " ".join(words(name))


def _outlet(name: str | None, url: str | None) -> tuple[str, list[str], list[str]]:
    """The printer's family, and the agencies and outlets its name credits: "Japan Today (Reuters)"."""
    credited: list[str] = []
    cited: list[str] = []
    plain = (name or "").strip()
    known = outlets().named(plain) if plain else None
    if known is None:
        for inner in _BRACKETS.findall(plain):
            for part in _PARTS.split(_CITING.split(inner)[-1]):
                other = outlets().named(part)
                if other is not None:
                    (credited if other.kind == "agency" else cited).append(other.family)
        plain = _BRACKETS.sub(" ", plain).strip()
        known = outlets().named(plain) if plain else None
    host = _host(url)
    known = known or (outlets().by_host(host) if host else None)
    return _family(known, plain, host), credited, cited


def _family(known: Outlet | None, name: str, host: str) -> str:
    if known is not None:
        return known.family
    if name:
        return _own(name)
    return f"host:{host}" if host else ""


def _host(url: str | None) -> str:
    return address(url).split("/", 1)[0] if url and "//" in url else ""


@lru_cache(maxsize=1)
def _theatre() -> frozenset[str]:
    """Words that name states, sides, capitals, agencies: they stand in every report of a war."""
    found: set[str] = set(_COMMON)
    for actor in actors():
        names = {actor.name, *actor.abbreviations, *actor.demonyms, *actor.capitals}
        if actor.kind in _STATES:
            names.update(actor.aliases)
        for name in names:
            # "Democratic Republic of Congo" gives its words; of "Khyber Police" only the whole would count.
            if actor.kind in _STATES or " " not in name:
                found.update(words(name))
    for outlet in outlets():
        if outlet.kind == "agency":
            found.update(words(f"{outlet.name} {outlet.short}"))
    return frozenset(found)


def _story(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and figures of a text, in order: capitalised words inside sentences, plain numbers."""
    theatre = _theatre()
    names: dict[str, None] = {}
    for match in _NAME.finditer(text):
        start = match.start()
        # Inside a sentence: behind a space that follows a word or a comma.
        if start < 2 or text[start - 1] != " " or text[start - 2] in '.!?:\n“"':
            continue
        for word in words(match.group()):
            word = word.removesuffix("'s")
            if word not in theatre and not word.isdigit():
                names[word] = None
        if len(names) >= NAMES:
            break
    figures: dict[str, None] = {}
    for match in _FIGURE.finditer(text):
        if match.start() and text[match.start() - 1].isalnum():
            continue
        number = match.group().rstrip(".,:-").replace(",", "")
        # A year is no figure of the story's.
        if number.isdecimal() and 1 < len(number) < 8 and not 1900 <= int(number) < 2100:
            figures[number] = None
    return tuple(names)[:NAMES], tuple(figures)[:FIGURES]
