"""Actors named in a text, and the side or country a noun phrase belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest

from counterclaim.knowledge.actors import ActorHit, ActorName, ActorTable, actors
from counterclaim.knowledge.institutions import Institution, InstitutionTable, institutions
from counterclaim.language import Annotation
from counterclaim.model import Span
from counterclaim.reading.context import ActorMention


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "`s"})
_HYPHENS = frozenset("-‑–")

# "X-backed fighters", "X-held towns", "X-made rockets" are not X's own, nor any "X-...ed" but those below.
_NOT_ITS_OWN = _words("made built held bound born speaking majority friendly leaning style era origin")
# "X-run ministry", "X-installed governor" speak for X.
_ITS_OWN = _words("run led ruled installed appointed dominated controlled affiliated")
# ... these only when the institution follows: "X-controlled ministry", not "X-controlled town".
_NEEDS_A_BODY = frozenset({"controlled", "affiliated"})
_PREFIXES = frozenset({"anti", "pro", "al", "el", "ul", "counter"})

# A country or capital before one of these is part of a paper's, school's, firm's or street's name.
_NAME_TAILS = _words(
    "Post Times Independent Herald Tribune Observer Gazette Today Journal Star Daily Mail Standard Chronicle "
    "Telegraph News Insider Institute University Airlines Airways Bank Review Mirror Express Now Forum "
    "Street Avenue Boulevard Square"
)
_NAME_HEADS = _words("Times Bank University Voice Prince Duke")
# A capital before one of these is a place and nothing else.
_PLACE_TAILS = _words(
    "airport province governorate region district county oblast city suburb suburbs countryside "
    "neighbourhood neighborhood port road highway International state"
)
# "the police in X" are X's; "the army in X" may be another country's.
_SETTLED = frozenset({"ministry", "government", "police"})
_ELSEWHERE = frozenset({"embassy", "consulate", "delegation", "side", "intelligence"})
# "X-led military coalition", "X military operation": not X's military, but several or none.
_JOINT = _words("coalition alliance operation operations campaign intervention offensive mission")
_BEFORE_PLACE = frozenset({"in", "of", "for"})


def report_date(on: str | None) -> str | None:
    """The ISO date at the head of a date or datetime, or None where there is none.

    >>> report_date("2025-10-12T08:00+05:00"), report_date("yesterday")
    ('2025-10-12', None)
    """
    found = _DATE.match(on) if on else None
    return found.group() if found else None


class _Reader:
    """One pass over one text."""

    def __init__(self, doc: Annotation, on: str | None, table: ActorTable, offices: InstitutionTable) -> None:
        self.doc, self.on, self.table, self.offices = doc, on, table, offices
        self.text, self.tokens = doc.text, doc.tokens

    def read(self) -> list[ActorMention]:
        hits = [(hit, names) for hit in self.table.find(self.text) if (names := self._possible(hit))]
        known = self._known(hits)
        mentions: list[ActorMention] = []
        for hit, names in hits:
            reach = mentions[-1].span.end if mentions else 0
            name = self._choose(names, known) if hit.start >= reach else None
            if name is None or (name.actor.unless and self._elsewhere(name, hits)):
                continue
            mention = self._mention(hit, name, reach)
            if mention is not None:
                mentions.append(mention)
        return mentions

    # --- which names count ---------------------------------------------------------------------------

    def _possible(self, hit: ActorHit) -> list[ActorName]:
        """The readings left once dates and the words around are looked at."""
        names = [n for n in hit.readings if n.person is None or n.person.holds(self.on)]
        if not names or not self.tokens:
            return []
        text, start, end = self.text, hit.start, hit.end
        if start > 1 and text[start - 1] in _HYPHENS:
            word = _word_before(text, start - 1)
            if word.lower() in _PREFIXES:
                return []
        if names[0].form == "abbreviation" and _shouted(text, start, end):
            return []
        first = self.doc.token_at(start)
        last = self.doc.token_at(end - 1)
        if names[0].form != "abbreviation" and self._within_person(first, last, names[0]):
            return []
        if names[0].form in ("name", "demonym", "capital"):
            after = self._word(last + 1)
            if after in _NAME_TAILS or (names[0].form == "capital" and after in _PLACE_TAILS):
                return []
            if self._word(first - 1) == "of" and self._word(first - 2) in _NAME_HEADS:
                return []
        return names

    def _within_person(self, first: int, last: int, name: ActorName) -> bool:
        """Whether the hit is a piece of some other person's name ("Jordan Lee", "Melania Trump")."""
        if name.form == "demonym" or self.tokens[first].entity != "PERSON":
            return False
        for i in (first - 1, last + 1):
            if not 0 <= i < len(self.tokens) or (name.form != "person" and last > first):
                continue
            t = self.tokens[i]
            joined = (
                t.end + 1 == self.tokens[first].start if i < first else self.tokens[last].end + 1 == t.start
            )
            if joined and t.entity == "PERSON" and t.text[:1].isupper() and t.tag == "NNP":
                # A person hit of several words is a whole name; more words are a title or a middle name.
                return not (name.form == "person" and last > first)
        return False

    def _known(self, hits: Sequence[tuple[ActorHit, list[ActorName]]]) -> set[str]:
        """Ids and countries that names without doubt put in the text."""
        known: set[str] = set()
        for _, names in hits:
            if len({n.actor.id for n in names}) == 1 and not names[0].needs_context:
                actor = names[0].actor
                known.add(actor.id)
                if actor.parent:
                    known.add(actor.parent)
                if country := self.table.country(actor.id):
                    known.add(country)
        return known

    def _choose(self, names: Sequence[ActorName], known: set[str]) -> ActorName | None:
        likely = [n for n in names if n.actor.id in known or self.table.country(n.actor.id) in known]
        sure = [n for n in names if not n.needs_context]
        for n in likely:
            if not n.needs_context:
                return n
        return next(iter(likely or sure), None)

    def _elsewhere(self, name: ActorName, hits: Sequence[tuple[ActorHit, list[ActorName]]]) -> bool:
        """Whether a text that gives only the bare name means another thing of that name."""
        if not any(word in self.text for word in name.actor.unless):
            return False
        return not any(
            n.actor.id == name.actor.id and n.form in ("demonym", "capital", "person")
            for _, names in hits
            for n in names
        )

    # --- from name to mention --------------------------------------------------------------------------

    def _mention(self, hit: ActorHit, name: ActorName, reach: int) -> ActorMention | None:
        actor, start, end = name.actor, hit.start, hit.end
        form, kind = name.form, actor.kind
        if form != "person":
            last = self.doc.token_at(end - 1)
            suffix = ""
            after = last + 1
            if self._word(after) in _HYPHENS and self.tokens[after].start == end:
                suffix = self._word(after + 1).lower()
                after += 2
            elif self._word(after) in _POSSESSIVE:
                after += 1
            if not suffix or suffix in _ITS_OWN:
                found = self._institution_from(after, last)
                if found is not None:
                    further = found[1] + 2 if self._word(found[1] + 1) in _POSSESSIVE else len(self.tokens)
                    found = self._institution_from(further, last) or found
                    end = self.tokens[found[1]].end
            else:
                found = None
            if found is None and (
                suffix in _NOT_ITS_OWN or (suffix.endswith("ed") and suffix not in _ITS_OWN - _NEEDS_A_BODY)
            ):
                return None
            if found is None and not suffix:
                backward = self._institution_before(self.doc.token_at(start), form, reach)
                if backward is not None:
                    start, found = self.tokens[backward[1]].start, backward
            if found is not None:
                actor_id = self._body(actor.id, found[0])
                body = self.table.get(actor_id) or actor
                kind = body.kind if body.id != actor.id else found[0].kind
                actor, form = body, "name"
        return ActorMention(
            Span(start, end, self.text[start:end]),
            actor.id,
            self.table.side(actor.id, self.on),
            form,
            kind,
            self.table.country(actor.id),
        )

    def _word(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def _lower(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(t.lower.replace("’", "'") for t in self.tokens[first : last + 1])

    def _institution_from(self, i: int, owner: int) -> tuple[Institution, int] | None:
        """The institution named from token ``i`` on, past a qualifying word or two, and its last token."""
        offices, tokens = self.offices, self.tokens
        limit = self.doc.sentence_of(owner).last if owner < len(tokens) else -1
        for _ in range(4):
            if i > limit:
                return None
            if tokens[i].lower in offices.firsts:
                for n in range(min(offices.longest, limit + 1 - i), 0, -1):
                    found = offices.get(self._lower(i, i + n - 1))
                    if found is not None and self._word(i + n) not in _HYPHENS:
                        return None if n == 1 and self._word(i + 1).lower() in _JOINT else (found, i + n - 1)
            step = 0
            if tokens[i].lower in offices.qualifier_firsts:
                step = next((n for n in (4, 3, 2, 1) if self._lower(i, i + n - 1) in offices.qualifiers), 0)
            if not step and tokens[i].text.islower():
                if self._word(i + 1) in _HYPHENS and i + 2 <= limit:
                    step = 3
                elif tokens[i].tag == "JJ":
                    step = 1
            if not step:
                return None
            i += step
        return None

    def _institution_before(self, first: int, form: str, reach: int) -> tuple[Institution, int] | None:
        """The institution in "the ministry of health in X", "armed forces of the X", and its first token."""
        tokens, offices = self.tokens, self.offices
        i = first - 1
        if i >= 0 and tokens[i].lower == "the":
            i -= 1
        if i < 1 or tokens[i].lower not in _BEFORE_PLACE or tokens[i - 1].lower not in offices.lasts:
            return None
        link = tokens[i].lower
        for n in range(min(offices.longest, i), 0, -1):
            start = i - n
            if tokens[start].start < reach or tokens[start].sentence != tokens[first].sentence:
                continue
            found = offices.get(self._lower(start, i - 1))
            if found is None:
                continue
            if tokens[i - 1].lower in _ELSEWHERE or form == "demonym":
                return None
            if link == "in" and form == "name" and found.kind not in _SETTLED:
                return None
            # "the X police in Y", "the rebel-run ministry of Y": the words before it own it already.
            if start and (reach >= tokens[start].start - 1 > 0 or tokens[start - 1].lower in _ITS_OWN):
                return None
            return found, start
        return None

    def _body(self, owner: str, institution: Institution) -> str:
        """The row of an owner's institution, or the owner where there is none."""
        owners = [owner]
        state = self.table.state(self.table.country(owner))
        if (
            state is not None
            and state.id != owner
            and self.table.side(state.id, self.on) == self.table.side(owner, self.on)
        ):
            owners.append(state.id)
        for office in (institution.office, *institution.instead):
            for one in owners:
                found = self.table.office(one, office)
                if found is not None:
                    return found.id
        return owner


def _word_before(text: str, end: int) -> str:
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words around stand in capitals too, so that capitals say nothing ("WHO IS TO BLAME")."""
    around = [
        word
        for word in (text[max(0, start - 24) : start] + " " + text[end : end + 24]).split()
        if len(word) > 2 and any(c.isalpha() for c in word)
    ]
    return len(around) > 2 and not any(c.islower() for word in around for c in word)


def find_actors(doc: Annotation, on: str | None) -> list[ActorMention]:
    """Actor mentions, left to right, none overlapping.

    ``on`` is the report's ISO date (or datetime); it decides sides and who holds an office. Without one,
    sides are today's and every holder of an office counts. A country, group or capital with its
    institution ("Kenya's army", "the ministry of defence in Kyiv") is one mention of the institution's
    row, or of the owner where it has no row. A capital as a mere place ("in Kabul") is returned too,
    with form ``capital``: syntax decides later. "X-backed", "anti-X" and "pro-X" are no mention of X.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Ukraine's defence ministry denied it; the Sudanese army did not.")
    >>> [(m.span.text, m.actor, m.side) for m in find_actors(doc, "2024-05-01")]
    [("Ukraine's defence ministry", 'UKR-MOD', 'Ukraine'), ('Sudanese army', 'SDN-SAF', 'Sudan')]
    """
    if not doc.tokens:
        return []
    return _Reader(doc, report_date(on), actors(), institutions()).read()


# Prepositions that say whose people are: "soldiers of X", "officials from X", "a spokesman for X".
_OWNING = frozenset({"of", "from", "for", "belonging", "representing"})
# "victims of X", "hostages of X" are not X's own.
_OTHERS = _words(
    "victim victims target targets prisoner prisoners captive captives hostage hostages opponent opponents "
    "critic critics enemy enemies survivor survivors killing killings death deaths"
)
# Words that keep two mentions apart, each with its own people: "Malian and JNIM fighters".
_APART = re.compile(r"[,;:()&/]|\b(?:and|or|nor|versus|vs|with|against)\b")
_CLAUSE = frozenset({"WP", "WDT", "WP$", "WRB"})
_LINKS = frozenset({"DT", "JJ", "PRP$", "CC", "NNP", "NNPS", ",", "CD", "POS"})


def mentions_of_phrase(
    doc: Annotation, first: int, last: int, mentions: Sequence[ActorMention]
) -> list[ActorMention]:
    """The mentions that say whose the people of a noun phrase are; tokens ``first`` to ``last`` inclusive.

    Those before its first preposition count; failing that, those after "of", "from", "for" or "loyal
    to". A place after "in" or "near" does not, nor does anything in a relative clause. Where a country
    only says whence a group is ("Lebanese Hezbollah", "Libya's LNA") the group counts. ``mentions`` is
    what `find_actors` gave.
    """
    tokens = doc.tokens
    if first < 0 or first > last or last >= len(tokens):
        return []
    last = next((i - 1 for i in range(first + 1, last + 1) if tokens[i].tag in _CLAUSE), last)
    start, end = tokens[first].start, tokens[last].end
    inside: list[ActorMention] = []
    for m in mentions[bisect_left(mentions, start + 1, key=lambda m: m.span.end) :]:
        if m.span.start >= end:
            break
        inside.append(m)
    if not inside:
        return []
    limit = end
    for t in tokens[first + 1 : last + 1]:
        # The "of" within "armed forces of the X" is part of a mention and parts nothing.
        if t.tag in ("IN", "TO") and not any(m.span.start < t.start < m.span.end for m in inside):
            limit = t.start
            break
    found = [m for m in inside if m.span.start < limit] or [m for m in inside if _owns(doc, first, m)]
    return [m for m, after in zip_longest(found, found[1:]) if after is None or not _yields(doc, m, after)]


def _yields(doc: Annotation, state: ActorMention, after: ActorMention) -> bool:
    """Whether a mention only says where the next one is at home: "Lebanese Hezbollah", "Yemen's Houthis"."""
    if state.side == after.side or state.form not in ("demonym", "name", "capital"):
        return False
    between = doc.text[state.span.end : after.span.start]
    if between == " ":
        return True
    apart = _APART.search(between)
    return apart is None and state.kind == "state" and state.country == after.country


def _owns(doc: Annotation, first: int, mention: ActorMention) -> bool:
    """Whether the words before a mention say that people are its own."""
    tokens = doc.tokens
    i = doc.token_at(mention.span.start) - 1
    while i > first and tokens[i].tag in _LINKS:
        i -= 1
    word = tokens[i].lower
    before = tokens[i - 1] if i > first else None
    if before is None:
        return False
    if word in _OWNING:
        return before.lower not in _OTHERS
    return (word == "to" and before.lower == "loyal") or (word == "with" and before.tag.startswith("NN"))


def side_of_phrase(
    doc: Annotation, first: int, last: int, mentions: Sequence[ActorMention]
) -> tuple[str, ...]:
    """The sides a noun phrase belongs to (who they speak or fight for); empty where it does not say.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Eleven Ugandan soldiers died near Goma.")
    >>> side_of_phrase(doc, 0, 2, find_actors(doc, None))
    ('Uganda',)
    """
    found = mentions_of_phrase(doc, first, last, mentions)
    return tuple(dict.fromkeys(m.side for m in found if m.side is not None))


def country_of_phrase(
    doc: Annotation, first: int, last: int, mentions: Sequence[ActorMention]
) -> tuple[str, ...]:
    """The countries, by name, that the people of a noun phrase come from: for civilians, who are no side.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Three Afghan civilians died.")
    >>> country_of_phrase(doc, 0, 2, find_actors(doc, "2025-10-12"))
    ('Afghanistan',)
    """
    table = actors()
    names: list[str] = []
    for m in mentions_of_phrase(doc, first, last, mentions):
        state = table.state(m.country)
        if state is not None and state.name not in names:
            names.append(state.name)
    return tuple(names)
