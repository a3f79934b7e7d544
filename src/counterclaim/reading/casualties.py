"""Casualty claims: how many people were killed, wounded, captured, lost or displaced, and whose they were."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Annotation, Sentence
from counterclaim.model import Casualties, Span, VictimGroup, Victims
from counterclaim.reading.casualty_links import link
from counterclaim.reading.casualty_periods import period_of, runs_on
from counterclaim.reading.casualty_phrases import PeoplePhrase, people_phrases
from counterclaim.reading.casualty_relations import Read, relate
from counterclaim.reading.casualty_resumption import may_resume, resumed
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.casualty_triggers import find_triggers
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.figures import FigureMention, find_figures
from counterclaim.reading.victim_evidence import SHOWN, Whose, usable
from counterclaim.reading.victim_stage import Stage, stage_of
from counterclaim.reading.victims import continued, whose

_EXTRA = word_set(
    "lost lose losing lives life hostage hostages prisoner prisoners captive captives rubble debris "
    "ruins treated condition hospital shot gunned mowed hacked burned burnt beaten stabbed starved "
    "martyrdom hell homes toll tally number count wounds burns fractures treatment surgery fell buried "
    "mourned mourns mourning sacrifice ultimate"
)
#: Words that tell something of people only beside a figure.
_COUNTED = word_set(
    "home refuge shelter crossed crossing hands shelters safety camps camp entered left refugees evacuees "
    "arrivals returnees idps streamed poured moved"
)


def _triggering() -> frozenset[str]:
    words = casualty_words()
    return frozenset(words.verbs) | frozenset(words.nouns) | frozenset(words.states) | _EXTRA


_TRIGGERING = _triggering()

#: How sure each way of tying a figure to an outcome is: the share judged right by eye on the sample
#: newsroom, rounded. To be judged anew when `casualty_links.py` changes.
_CONFIDENCE = {
    "object": 0.9,
    "beside": 0.9,
    "inner": 0.85,
    "of": 0.85,
    "toll": 0.8,
    "subject": 0.8,
    "subset": 0.8,
    "list": 0.75,
    "elided": 0.65,
    "among": 0.75,
}


def findings(ctx: Context) -> list[tuple[Sentence, list[Finding], list[PeoplePhrase]]]:
    """What each sentence says of people's fate, before sides; sentences with nothing are left out."""
    doc = ctx.doc
    hit: set[int] = set()
    counted: set[int] = set()
    for token in doc.tokens:
        if token.lower in _TRIGGERING:
            hit.add(token.sentence)
        elif token.lower in _COUNTED:
            counted.add(token.sentence)
    if not hit and not counted:
        return []
    # The two sentences after one of these may go on counting without a word of what became of the people.
    near = {m for n in hit | counted for m in (n, n + 1, n + 2) if m < len(doc.sentences)}
    figures: dict[int, FigureMention] = {f.first: f for f in find_figures(doc, near)}
    counting = {doc.tokens[first].sentence for first in figures}
    hit |= counted & counting
    found = []
    whole: Finding | None = None
    told_at = -1
    for number in sorted(near):
        sentence = doc.sentences[number]
        if number - told_at != 1:
            whole = None
        triggers = find_triggers(doc, sentence) if number in hit else []
        if not triggers and (whole is None or number not in counting or not may_resume(doc, sentence)):
            continue
        phrases = people_phrases(doc, sentence, figures)
        linked = link(doc, sentence, phrases, triggers) if triggers else []
        if whole is not None:
            linked = resumed(doc, sentence, phrases, linked, whole)
        if linked:
            found.append((sentence, linked, phrases))
            counts = [f for f in linked if f.phrase.kind == "figure" and f.parent is None]
            whole = counts[-1] if counts else whole
            told_at = number
    return found


def owners(ctx: Context) -> list[tuple[Finding, Whose]]:
    """Every mention of people's fate with the best guess at whose they were, figures or not.

    A guess below `victim_evidence.SHOWN` is not shown in a claim.
    """
    found: list[tuple[Finding, Whose]] = []
    told = findings(ctx)
    if told:
        register = Register(stage_of(ctx))
        for sentence, linked, _ in told:
            found.extend(_owned(ctx, sentence, linked, register))
    return found


@dataclass(slots=True)
class Register:
    """What one reading knows so far of whose the dead are: by finding, and for the last count."""

    stage: Stage
    owner: dict[int, Whose] = field(default_factory=dict)
    last: tuple[Finding, Whose, int] | None = None
    people: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)


def _owned(
    ctx: Context, sentence: Sentence, linked: list[Finding], register: Register
) -> list[tuple[Finding, Whose]]:
    found: list[tuple[Finding, Whose]] = []
    before: tuple[Finding, Whose] | None = None
    # Parts may stand before their whole ("five of the 14 wounded").
    for finding in sorted(linked, key=lambda f: f.parent in linked):
        parent = finding.parent or finding.again
        whole = register.owner.get(id(parent)) if parent else None
        owner = whose(ctx, sentence, finding, register.stage, before, whole)
        if not owner.shown:
            earlier = register.last if before is None else (*before, sentence.i)
            if earlier is not None and (before is None or finding.slot == "toll"):
                owner = continued(ctx, sentence, finding, owner, earlier)
        owner = _same_people(ctx, sentence, finding, owner, register)
        register.owner[id(finding)] = owner
        if finding.phrase.kind != "plain":
            before = (finding, owner)
        found.append((finding, owner))
    found.sort(key=lambda pair: pair[0].phrase.first)
    found = [(finding, _from_parts(finding, owner, found)) for finding, owner in found]
    for finding, owner in found:
        if finding.phrase.kind == "figure" and finding.parent is None:
            register.last = (finding, owner, sentence.i)
    return found


#: People gathered at the one scene of a report: told of again, they are the same people's.
_GATHERED = word_set(
    "passengers guests students pupils worshippers pilgrims shoppers fishermen miners tourists patients "
    "travellers travelers commuters mourners workers crew"
)


def _same_people(
    ctx: Context, sentence: Sentence, finding: Finding, owner: Whose, register: Register
) -> Whose:
    """The owner of "37 passengers" where the report has told before whose the passengers were."""
    head = ctx.doc.tokens[(finding.people or finding.phrase).head].lower
    if head not in _GATHERED or finding.phrase.hostile:
        return owner
    known = register.people.setdefault(head, set())
    if owner.shown:
        known.add(owner.side)
        return owner
    named = any(True for _ in usable(ctx, sentence.start, sentence.end))
    if len(known) != 1 or named or owner.side not in ((), *known):
        return owner
    return replace(owner, side=next(iter(known)), actor=None, confidence=SHOWN, rule="the same people")


def _from_parts(finding: Finding, owner: Whose, found: list[tuple[Finding, Whose]]) -> Whose:
    """The owner of a whole whose parts a force counts as its own ("500 people, including 311 troops")."""
    if owner.shown or finding.phrase.kind != "figure":
        return owner
    parts = [o for f, o in found if f.parent is finding]
    sides = {o.side for o in parts}
    if len(sides) == 1 and all(o.rule == "counts its own" and o.shown for o in parts):
        return replace(owner, side=parts[0].side, confidence=0.6, rule="its parts")
    return owner


def read_casualties(ctx: Context) -> list[Draft]:
    """Casualty claims of one report, in order; each with its words, its bounds and whose people they were.

    A side stays empty unless the text says whose they were. Zero is claimed only where the text says
    none, never where it says nothing.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "The raid killed 12 villagers and wounded at least nine."
    >>> drafts = read_casualties(Context(Report(text), annotator().annotate(text)))
    >>> [(d.payload.outcome, d.payload.figure.low, d.evidence[0].text) for d in drafts]
    [('killed', 12, 'killed 12 villagers'), ('wounded', 9, 'wounded at least nine')]
    """
    reads: list[Read] = []
    told = findings(ctx)
    if not told:
        return []
    register = Register(stage_of(ctx))
    keys: dict[int, str] = {}
    for sentence, linked, phrases in told:
        owned = _owned(ctx, sentence, linked, register)
        counted = [n for n, (finding, _) in enumerate(owned) if _tells(ctx.doc, sentence, finding)]
        for n in counted:
            keys[id(linked[n])] = f"casualties:{linked[n].phrase.first}:{linked[n].outcome}"
        for n in counted:
            finding, owner = owned[n]
            following = next(
                (linked[m].phrase.first for m in counted if m > n and not linked[m].parent), None
            )
            key = keys[id(finding)]
            parent = keys.get(id(finding.parent)) if finding.parent else None
            draft = _draft(ctx, sentence, finding, owner, phrases, key, parent, following)
            reads.append(Read(draft, finding, sentence.i))
    return relate(ctx.doc, reads)


def _tells(doc: Annotation, sentence: Sentence, finding: Finding) -> bool:
    """Whether the finding is a claim: it has a figure, and a zero is more than silence."""
    if finding.phrase.kind == "plain" or _refuted(doc, sentence, finding):
        return False
    if finding.slot == "inner" and finding.trigger.role != "noun" and _speaks(doc, finding):
        return False
    if finding.phrase.kind == "none" and _of_old(doc, sentence, finding):
        return False
    return not (finding.phrase.kind == "none" and _silent(doc, sentence, finding))


_SAYS = word_set("say tell add claim report describe recall explain admit deny")


def _speaks(doc: Annotation, finding: Finding) -> bool:
    """Whether the people only speak here: "two of the captured men said"."""
    for k in (finding.phrase.first, finding.phrase.head, finding.phrase.last):
        token = doc.tokens[k]
        if token.dep == "nsubj" and doc.tokens[token.head].lemma in _SAYS and token.head > k:
            return True
    return False


def _of_old(doc: Annotation, sentence: Sentence, finding: Finding) -> bool:
    """Whether a zero is told of years gone by ("for 45 years no soldier had died"), not of the news."""
    first = min(finding.phrase.first, finding.trigger.first)
    return any(
        doc.tokens[k].lower in ("years", "decades", "decade")
        for k in range(max(sentence.first, first - 6), min(sentence.last, finding.trigger.last + 6) + 1)
    )


_ACCOUNTS = word_set("claim report rumour rumor allegation suggestion accusation story")
_FALSE = word_set(
    "false untrue baseless fabricated fake unfounded groundless wrong lies invented never unconfirmed"
)


def _refuted(doc: Annotation, sentence: Sentence, finding: Finding) -> bool:
    """Whether the count stands in an account that its own sentence calls false or unconfirmed."""
    i = finding.trigger.i
    for _ in range(4):
        token = doc.tokens[i]
        if token.head == i:
            return False
        i = token.head
        if doc.tokens[i].lemma in _ACCOUNTS and token.dep in ("acl", "relcl", "ccomp"):
            return any(doc.tokens[k].lower in _FALSE for k in range(sentence.first, sentence.last + 1))
    return False


_REPORTED = word_set(
    "reported known announced confirmed disclosed mentioned immediately immediate given recorded "
    "specified published available reports report"
)


def _silent(doc: Annotation, sentence: Sentence, finding: Finding) -> bool:
    """Whether a "no casualties" only says that none were heard of: silence is not zero."""
    tokens = doc.tokens
    last = min(max(finding.phrase.last, finding.trigger.last) + 6, sentence.last)
    for k in range(finding.phrase.last + 1, last + 1):
        word = tokens[k].lower
        if word in (",", ";", "but", "and", "that", "“", "”", '"'):
            return False
        if word in _REPORTED:
            return True
    return False


def _draft(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    owner: Whose,
    phrases: list[PeoplePhrase],
    key: str,
    parent: str | None,
    following: int | None,
) -> Draft:
    phrase = finding.phrase
    period, background, reach = period_of(ctx, sentence, finding, following)
    if background and owner.rule == "place" and owner.confidence < 0.65:
        # The dead of a whole war are not all its country's own.
        owner = replace(owner, side=())
    victims, group = _victims(ctx, sentence, finding, owner, phrases)
    evidence = _evidence(ctx, sentence, finding, reach, victims, owner)
    payload = Casualties(
        finding.outcome,
        Victims(victims, owner.actor if owner.shown else None, owner.side if owner.shown else (), group),
        phrase.figure,
        cumulative=finding.slot == "toll"
        or phrase.total
        or period is not None
        or (phrase.kind != "none" and runs_on(ctx.doc, sentence, finding)),
        period=period,
        subset_of=parent,
    )
    confidence = _CONFIDENCE[finding.slot] * (0.75 + 0.25 * owner.confidence if owner.shown else 0.9)
    return Draft(
        key,
        payload,
        (evidence,),
        finding.trigger.i if sentence.first <= finding.trigger.i <= sentence.last else phrase.head,
        f"casualties.{finding.slot}",
        background=background,
        confidence=round(confidence, 3),
    )


def _victims(
    ctx: Context, sentence: Sentence, finding: Finding, owner: Whose, phrases: list[PeoplePhrase]
) -> tuple[Span | None, VictimGroup]:
    """The words for the victims and what kind of people they were."""
    phrase, tokens = finding.phrase, ctx.doc.tokens
    first, last, group = phrase.who, phrase.last, owner.group
    if finding.people is not None and finding.people.who is not None:
        return ctx.token_span(finding.people.who, finding.people.last), group
    if first is None and finding.phrase.kind == "none" and owner.words is not None:
        return ctx.token_span(*owner.words), group
    if first is None or first > last or tokens[phrase.head].lower in ("prisoner", "hostage", "captive"):
        return None, group
    joint = tokens[last + 1].lower if last < sentence.last else ""
    if joint in ("and", "or", ",") and phrase.kind == "figure" and last + 2 <= sentence.last:
        for other in phrases:
            if tokens[other.first].lower == "the":
                continue
            if other.first == last + 2 and other.kind == "plain" and other.known:
                # "Dozens of soldiers and civilians": one count of both.
                mixed: VictimGroup = group if other.group == group or group == "unknown" else "mixed"
                return ctx.token_span(first, other.last), mixed
    return ctx.token_span(first, last), group


def _evidence(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    reach: int | None,
    victims: Span | None,
    owner: Whose,
) -> Span:
    """The words that carry the claim: phrase and outcome, or the phrase alone for a part of a whole."""
    phrase, trigger, tokens = finding.phrase, finding.trigger, ctx.doc.tokens
    if phrase.of_next and finding.parent is not None:
        whole = finding.parent
        return ctx.token_span(phrase.first, max(whole.phrase.last, whole.trigger.last))
    if finding.slot in ("subset", "list", "elided") and not phrase.first <= trigger.i <= phrase.last:
        return ctx.token_span(phrase.first, phrase.last)
    first, last = min(phrase.first, trigger.first), max(phrase.last, trigger.last)
    if phrase.kind == "none":
        k = first - 1
        while k >= sentence.first and tokens[k].lower in (
            "there",
            "were",
            "was",
            "had",
            "been",
            "have",
            "has",
            "are",
            "is",
        ):
            first, k = k, k - 1
        if tokens[first].lower != "there":
            first = min(phrase.first, trigger.first)
        for k in range(last + 1, min(last + 7, sentence.last) + 1):
            if tokens[k].lower in (",", ";", ".", "but"):
                break
            if tokens[k].lower in ("side", "sides", "forces", "ranks", "them"):
                last = k
                break
    if victims is not None:
        last = max(last, ctx.doc.token_at(victims.end - 1))
    if owner.words is not None and owner.words[1] - last < 8:
        last = max(last, owner.words[1])
    if reach is not None and reach > last:
        last = reach
    span = ctx.token_span(first, last)
    text = ctx.report.text
    if text[span.end : span.end + 1] in ("”", '"', "’") and any(q in span.text for q in '“"‘'):
        span = ctx.span(span.start, span.end + 1)
    return span
