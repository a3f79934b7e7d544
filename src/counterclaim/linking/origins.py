"""Which reports are one voice: copies, versions and retellings tied to the earliest they match.

A report is tied to the earliest earlier report that it matches, by its words before by its story. Whether two
reports match depends on those two alone, so that the origins of a set are those of its connected parts, in
any order of arrival; `affected` finds the part that new reports belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from counterclaim.linking.fingerprints import (
    DAYS,
    Fingerprint,
    keys,
    lasting_keys,
    voiced_names,
    wanted,
)
from counterclaim.linking.sketches import Overlap, keys_of, overlap
from counterclaim.model import Membership, Origin, Tie, Voice

# The thresholds were chosen on the files of tests/linking/wire that are not ``held``, with one exception that
# says so; evaluation/origins.py reports both parts.
#: Containment that makes a copy by itself: half of the shorter text stands in the other.
COPY = 0.5
#: ... where the two credit different agencies: a statement that both print in full.
RIVAL_COPY = 0.7
#: ... where agency, dateline or the story's names and figures speak for it, on one day and on another.
#: An agency's own background paragraphs make 0.1 to 0.3 between its stories of two days.
BACKED_COPY, BACKED_LATER = 0.15, 0.3
#: Of the longer text at least this share must be in common: below it, it is a digest that quotes a copy,
#: unless the copy is its own beginning.
DIGEST = 0.12
#: Words in common on end that a backed copy needs: more than a name with its office.
RUN = 10
#: Names and figures two retellings of one story share at least, the share of the fewer names, and how many of
#: its first names make its lead: two leads have one in common.
STORY, STORY_SHARE, LEAD_NAMES = 3, 0.5, 4
#: ... and one more for each so many words beyond these.
STORY_WORDS = 100
#: Words below which a text is too short to be told by its hash ("Photo gallery").
SHORT = 8
#: A daily bulletin changes its numbers only: texts of two days that share less than this of their figures
#: are two bulletins.
BULLETIN_FIGURES, BULLETIN = 5, 0.34

#: A common part that begins behind this share of both texts, on one day and on another, is background and
#: not the story, unless it makes `RIVAL_COPY` of one, or the leads of one day name the same.
LEAD, LEAD_LATER = 0.45, 0.3
#: Words on end that make one lead, where they begin within this share of both texts. Added after the first
#: held files had been scored (copies alone 0.91): one copy lost its credit and shared no name but its lead.
SAME_LEAD, LEAD_WITHIN = 20, 0.1
#: After every day there is (the ordinal of 9999-12-31 has seven digits).
_NO_DAY = 10_000_000
#: The reason of a report that was tied to none before it.
FIRST = "the earliest of its origin"


def group(fingerprints: Collection[Fingerprint]) -> tuple[Origin, ...]:
    """The origins of some reports, every report in exactly one, in order of their earliest member.

    Independent of the order given; a report given twice counts once. About linear in the number of reports:
    each is compared with earlier ones that share a key until one matches.

    >>> from counterclaim.linking.fingerprints import fingerprint
    >>> from counterclaim.model import Report
    >>> text = "Nine soldiers were killed when a convoy struck a mine near the town of Rutba, officials said."
    >>> two = [fingerprint(Report(text, url=f"https://{host}.example/1")) for host in ("a", "b")]
    >>> [m.tie for origin in group(two) for m in origin.members]
    ['first', 'same text']
    """
    ordered = sorted({f.report: f for f in fingerprints}.values(), key=lambda f: f.order)
    index = _Index()
    near: list[list[int]] = [[] for _ in ordered]
    for at in sorted(range(len(ordered)), key=lambda at: ordered[at].day or _NO_DAY):
        for other in index.met(at, ordered[at]):
            near[max(at, other)].append(min(at, other))
    for others in near:
        others.sort()
    ties: dict[int, Membership] = {}
    root = list(range(len(ordered)))
    for at, made in enumerate(ordered):
        for other in near[at]:
            # Once in the group of one copy, a report need not be compared with the other five hundred.
            if _root(root, at) != _root(root, other):
                tie = _by_words(made, ordered[other])
                if tie is not None:
                    _join(ordered, root, ties, tie, at, other)
    _retellings(ordered, near, root, ties)
    return _origins(ordered, root, ties)


class _Index:
    """Earlier reports by key, the keys of `wanted` and `keys`; those of days gone by are let go of.

    Met in order of time, a hundred thousand reports leave some days of keys in memory and not four years.
    """

    def __init__(self) -> None:
        self._lasting: dict[str, list[int]] = {}
        self._spells: dict[int, dict[int, list[int]]] = {}
        self._days: dict[int, dict[tuple[str, str], list[int]]] = {}

    def met(self, at: int, made: Fingerprint) -> set[int]:
        """The reports met before that share a key with this one, which is then put down as ``at``."""
        found: set[int] = set()
        for key in lasting_keys(made):
            found.update(held := self._lasting.setdefault(key, []))
            held.append(at)
        if made.day is None:
            return found
        spell = made.day // DAYS
        for which in [s for s in self._spells if s < spell - 1]:
            del self._spells[which]
        for which in [d for d in self._days if d < made.day - 1]:
            del self._days[which]
        samples = keys_of(made.sketch)
        own = self._spells.setdefault(spell, {})
        for shelf in self._spells.values():
            for sample in samples:
                found.update(shelf.get(sample, ()))
        for sample in samples:
            own.setdefault(sample, []).append(at)
        told = list(voiced_names(made))
        of_day = self._days.setdefault(made.day, {})
        for sheet in self._days.values():
            for name in told:
                found.update(sheet.get(name, ()))
        for name in told:
            of_day.setdefault(name, []).append(at)
        return found


def _root(root: list[int], at: int) -> int:
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


def _join(
    ordered: list[Fingerprint],
    root: list[int],
    ties: dict[int, Membership],
    tie: Membership,
    at: int,
    other: int,
) -> None:
    """Puts the groups of two reports together under the earlier root; the later root gets its reason."""
    ends = {_root(root, at): (at, other), _root(root, other): (other, at)}
    low, high = sorted(ends)
    mine, theirs = ends[high]
    root[high] = low
    if mine == high == at:
        ties[high] = tie
    else:
        reason = tie.reason if mine == high else f"as {ordered[mine].report} is tied: {tie.reason}"
        ties[high] = replace(tie, report=ordered[high].report, of=ordered[theirs].report, reason=reason)


def _retellings(
    ordered: list[Fingerprint], near: list[list[int]], root: list[int], ties: dict[int, Membership]
) -> None:
    """Joins groups of copies that retell one story: each to the earliest that retells no other itself.

    A story grows from day to day; tying retellings to retellings would make one voice of a whole war.
    """
    copies = [_root(root, at) for at in range(len(ordered))]
    pairs: dict[int, list[tuple[int, int]]] = {}
    for at, others in enumerate(near):
        for other in others:
            if copies[at] != copies[other]:
                high = max(copies[at], copies[other])
                pairs.setdefault(high, []).append((at, other))
    attached: set[int] = set()
    for later in sorted(pairs):
        for at, other in sorted(pairs[later], key=lambda p: (min(copies[p[0]], copies[p[1]]), p)):
            earlier = min(copies[at], copies[other])
            if earlier in attached:
                continue
            tie = _by_story(ordered[at], ordered[other])
            if tie is not None:
                _join(ordered, root, ties, tie, at, other)
                attached.add(later)
                break


def _origins(
    ordered: list[Fingerprint], root: list[int], ties: Mapping[int, Membership]
) -> tuple[Origin, ...]:
    members: dict[int, list[int]] = {}
    for at in range(len(ordered)):
        members.setdefault(_root(root, at), []).append(at)
    found = []
    for group_of in members.values():
        parts = [ordered[at] for at in group_of]
        found.append(_origin(parts, [_why(at, ordered, ties) for at in group_of]))
    return tuple(found)


def _why(at: int, ordered: list[Fingerprint], ties: Mapping[int, Membership]) -> Membership:
    if at in ties:
        return ties[at]
    return Membership(ordered[at].report, "first", FIRST)


def affected(
    new: Iterable[Fingerprint], find: Callable[[Collection[str]], Iterable[Fingerprint]]
) -> set[Fingerprint]:
    """The new reports with all that are tied to them, directly or not: what `group` must see again.

    ``find`` gives the stored fingerprints that carry any of some keys. Guarantee: the origins of everything,
    cut to this set, are the origins of this set.

    >>> affected([], lambda keys: [])
    set()
    """
    closed = {made.report: made for made in new}
    edge = list(closed.values())
    while edge:
        by_key: dict[str, list[Fingerprint]] = {}
        for made in edge:
            for key in wanted(made):
                by_key.setdefault(key, []).append(made)
        reached = {other.report: other for other in find(by_key.keys()) if other.report not in closed}
        near, edge = edge, []
        for other in reached.values():
            kin = near if len(near) == 1 else _sharing(other, by_key)
            if any(match(made, other) is not None for made in kin):
                edge.append(other)
        closed.update((made.report, made) for made in edge)
    return set(closed.values())


def _sharing(other: Fingerprint, by_key: Mapping[str, list[Fingerprint]]) -> list[Fingerprint]:
    return list({made.report: made for key in keys(other) for made in by_key.get(key, ())}.values())


def match(one: Fingerprint, other: Fingerprint) -> Membership | None:
    """How two reports are tied, as a membership of the later; None where they are two voices.

    >>> from counterclaim.linking.fingerprints import fingerprint
    >>> from counterclaim.model import Report
    >>> a, b = (fingerprint(Report(t)) for t in ("Shots were heard.", "Nothing was heard."))
    >>> match(a, b) is None
    True
    """
    earlier, later = (one, other) if one.order < other.order else (other, one)
    return _by_words(later, earlier) or _by_story(later, earlier)


def _by_words(later: Fingerprint, earlier: Fingerprint) -> Membership | None:
    if later.text == earlier.text and later.length >= SHORT:
        return Membership(later.report, "same text", f"same words as {earlier.report}", earlier.report, 1.0)
    common = _overlap(later, earlier)
    if common is None:
        return None
    if (
        later.address
        and later.address == earlier.address
        and (common.most >= DIGEST or later.version != earlier.version)
    ):
        reason = f"another version at the address of {earlier.report}, {_measured(common)}"
        return _membership(later, earlier, "later version", reason, common)
    backing = _copied(later, earlier, common)
    if backing is None:
        return None
    reason = ", ".join([f"copy of {earlier.report}: {_measured(common)}", *backing])
    return _membership(later, earlier, "wire copy", reason, common)


def _overlap(later: Fingerprint, earlier: Fingerprint) -> Overlap | None:
    """The common words of two reports near enough in time; None where they are too far apart."""
    same_page = bool(later.address) and later.address == earlier.address
    if not same_page and _days(later, earlier) > DAYS:
        return None
    return overlap(later.sketch, earlier.sketch)


def _copied(later: Fingerprint, earlier: Fingerprint, common: Overlap) -> list[str] | None:
    """What backs a copy ([] for words enough by themselves), or None where it is none."""
    if common.most < BACKED_COPY or _bulletins(later, earlier):
        return None
    opens = (common.begins[0] / later.length, common.begins[1] / earlier.length)
    longer = opens[0] if later.length > earlier.length else opens[1]
    if common.least < DIGEST and (common.most < RIVAL_COPY or longer > LEAD_WITHIN):
        return None
    apart = _days(later, earlier)
    lead = LEAD if apart == 0 else LEAD_LATER
    if min(opens) > lead and common.most < RIVAL_COPY and (apart or not _one_lead(later, earlier)):
        return None
    credit = sorted(set(later.credits) & set(earlier.credits))
    rivals = bool(later.credits and earlier.credits and not credit)
    backing = [f"both credit {', '.join(credit)}"] if credit else []
    if later.dateline and later.dateline == earlier.dateline:
        backing.append(f"both filed from {later.dateline.title()}")
    if later.byline and later.byline == earlier.byline:
        backing.append("same byline")
    if common.run >= SAME_LEAD and max(opens) <= LEAD_WITHIN:
        backing.append("same lead")
    story = _shared_story(later, earlier)
    if story:
        backing.append("same " + ", ".join(story))
    if common.most >= (RIVAL_COPY if rivals else COPY):
        return backing
    if rivals or not backing or common.run < RUN:
        return None
    enough = BACKED_LATER if apart else BACKED_COPY
    return backing if common.most >= enough else None


def _by_story(later: Fingerprint, earlier: Fingerprint) -> Membership | None:
    """A retelling: the same day, the same voice, the same names and figures."""
    if later.day is None or later.day != earlier.day:
        return None
    tie: Tie
    common = set(later.voices) & set(earlier.voices)
    if later.family == earlier.family and later.voices == earlier.voices == (later.family,):
        tie, who = "same family", f"both printed by {later.family}"
    elif common and later.voices != (later.family,) and earlier.voices != (earlier.family,):
        tie, who = "rewritten copy", f"both credit {', '.join(sorted(common))}"
    elif common:
        tie, who = "relay", f"one credits {', '.join(sorted(common))}, which printed the other"
    else:
        return None
    story = _shared_story(later, earlier)
    if not story or not _one_lead(later, earlier):
        return None
    # Long stories of one agency from one war share names by chance; a retelling of one shares more.
    both = len(set(later.names) & set(earlier.names)) + len(set(later.figures) & set(earlier.figures))
    if both < STORY + max(0, min(later.length, earlier.length) // STORY_WORDS - 1):
        return None
    reason = f"{who} on one day, with the same {', '.join(story)} as {earlier.report}"
    return Membership(later.report, tie, reason, earlier.report)


def _shared_story(later: Fingerprint, earlier: Fingerprint) -> list[str]:
    """Names and figures in common, where they are enough to be one story."""
    names = [n for n in later.names if n in set(earlier.names)]
    figures = [f for f in later.figures if f in set(earlier.figures)]
    fewer = min(len(later.names), len(earlier.names))
    if len(names) + len(figures) < STORY or not names or len(names) < STORY_SHARE * fewer:
        return []
    return [*(n.title() for n in names[:4]), *figures[:3]]


def _one_lead(later: Fingerprint, earlier: Fingerprint) -> bool:
    """Whether the two begin with a name in common."""
    return not set(later.names[:LEAD_NAMES]).isdisjoint(earlier.names[:LEAD_NAMES])


def _bulletins(later: Fingerprint, earlier: Fingerprint) -> bool:
    """Two days' editions of one form: the words stay, the figures change."""
    one, two = set(later.figures), set(earlier.figures)
    if later.day == earlier.day or min(len(one), len(two)) < BULLETIN_FIGURES:
        return False
    return len(one & two) < BULLETIN * min(len(one), len(two))


def _days(later: Fingerprint, earlier: Fingerprint) -> int:
    """Days between two reports; none where either has no date."""
    return 0 if later.day is None or earlier.day is None else abs(later.day - earlier.day)


def _measured(common: Overlap) -> str:
    return f"{common.most:.0%} of the shorter text, {common.run} words on end"


def _membership(
    later: Fingerprint, earlier: Fingerprint, tie: Tie, reason: str, common: Overlap
) -> Membership:
    return Membership(later.report, tie, reason, earlier.report, round(common.most, 3), common.run)


def _origin(parts: list[Fingerprint], members: list[Membership]) -> Origin:
    first = parts[0]
    credited = Counter(voice for part in parts for voice in part.credits)
    cited = Counter(voice for part in parts for voice in part.cited)
    ranked = credited or cited
    voices = tuple(sorted(ranked, key=lambda v: (-ranked[v], v))) or (first.family,)
    digest = sha256(f"{first.published or ''}\0{first.report}".encode()).hexdigest()[:20]
    return Origin(f"o_{digest}", voices, tuple(members))


def independent(reports: Iterable[str], origins: Iterable[Origin]) -> tuple[Voice, ...]:
    """The independent voices among some reports: their origins, merged by agency and publisher family.

    The number of voices is the number of independent origins, and the list says why the other reports do not
    count again. A copy that credits several agencies joins one of them that is already there and merges none.
    A report that is in none of the ``origins`` is left out.

    >>> one = Origin("o_1", ("afp",), (Membership("r_a", "first", "the earliest of its origin"),))
    >>> two = Origin("o_2", ("afp",), (Membership("r_b", "first", "the earliest of its origin"),))
    >>> [(v.name, v.reports, v.reasons) for v in independent(["r_a", "r_b"], [one, two])]
    [('afp', ('r_a', 'r_b'), ('r_b: another report of afp',))]
    """
    asked = set(reports)
    touched = sorted(
        (o for o in origins if asked.intersection(o.reports)), key=lambda o: (len(o.voices) > 1, o.id)
    )
    merged: dict[str, list[Origin]] = {}
    for origin in touched:
        name = next((v for v in origin.voices if v in merged), origin.voices[0])
        merged.setdefault(name, []).append(origin)
    return tuple(_voice(name, parts, asked) for name, parts in sorted(merged.items()))


def _voice(name: str, parts: list[Origin], asked: set[str]) -> Voice:
    reasons: list[str] = []
    reports: list[str] = []
    for origin in parts:
        for member in origin.members:
            if member.report not in asked:
                continue
            if reports:
                first = member.report == next(m.report for m in origin.members if m.report in asked)
                why = f"another report of {name}" if first else member.reason
                reasons.append(f"{member.report}: {why}")
            reports.append(member.report)
    return Voice(name, tuple(o.id for o in parts), tuple(reports), tuple(reasons))
