"""Which question of an incident each claim answers, and with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.event_words import EventWord, event_words
from counterclaim.knowledge.question_words import question_words
from counterclaim.linking.bounds import joined, printed
from counterclaim.model import (
    Answer,
    Casualties,
    Event,
    Figure,
    Position,
    Question,
    Responsibility,
    Stance,
    Standing,
    Status,
    Told,
    Topic,
)

#: Words for an act so general that they may name the same act as a closer one told beside them.
_GENERAL = frozenset({"", "attack", "explosion", "destruction", "raid"})

_PAST = "speaks of an earlier time or incident"


@dataclass(frozen=True, slots=True)
class Put:
    """A claim put to a question: its answer in words or as a figure; whether and why it is left aside.

    ``key`` is the claim's (`Told.key`, which hashes the report's text at every call).
    """

    question: Question
    told: Told
    key: str
    stance: Stance
    value: str | None = None
    figure: Figure | None = None
    standing: Standing = "current"
    reason: str = ""
    adds: str | None = None


def put_questions(
    told: Mapping[str, Told], answers: Collection[Answer] = (), *, period: bool = False
) -> tuple[Put, ...]:
    """Every claim of an incident, by its key, put to the questions it answers.

    ``answers`` are links between reports (`Answer`); those within a report are on the claims. With
    ``period`` what is asked for is a longer time, so that its totals and its background count. A position
    answers no question, unless it rejects a charge that ``answers`` links it to.

    >>> put_questions({})
    ()
    """
    puts = [put for key in sorted(told) for put in _puts(key, told[key])]
    if period:
        aside = ("background", "total")
        puts = [replace(p, standing="current", reason="") if p.standing in aside else p for p in puts]
    puts = list(_same_deeds(list(_whose(list(_parts(puts))))))
    return tuple(_answering(puts, told, _links(told, answers)))


def side_name(actor: str | None, on: str | None) -> str:
    """The side of an actor named by side or registry id; "" for nobody.

    >>> side_name("AFG-TALIBAN", None), side_name("Pakistan", None), side_name(None, None)
    ('Taliban', 'Pakistan', '')
    """
    if not actor:
        return ""
    table = actors()
    return (table.side(actor, on) or actor) if table.get(actor) else actor


def joint(sides: Iterable[str]) -> str:
    """Several sides as one subject, in a fixed order.

    >>> joint(("Taliban", "Pakistan"))
    'Pakistan and Taliban'
    """
    return " and ".join(sorted(sides))


@lru_cache(maxsize=1)
def hostile_acts() -> frozenset[str]:
    """Modes of force used on others: what a side that reports its own admits.

    >>> "air strike" in hostile_acts(), "evacuation" in hostile_acts()
    (True, False)
    """
    return _modes(lambda word: word.type in ("ASSAULT", "COERCE"))


@lru_cache(maxsize=1)
def mutual_acts() -> frozenset[str]:
    """Modes of what sides do to each other, so that naming either as the doer asks the same.

    >>> "armed clash" in mutual_acts(), "air strike" in mutual_acts()
    (True, False)
    """
    return _modes(lambda word: word.frame == "mutual")


def _modes(fits: Callable[[EventWord], bool]) -> frozenset[str]:
    """The modes all of whose words fit."""
    table = event_words()
    found: dict[str, bool] = {}
    for index in (table.verbs, table.nouns):
        for word in (word for words in index.values() for word in words):
            found[word.mode] = found.get(word.mode, True) and fits(word)
    return frozenset(mode for mode, every in found.items() if every)


def _puts(key: str, told: Told) -> Iterator[Put]:
    claim = told.claim
    past: tuple[Standing, str] = ("background", _PAST) if claim.background else ("current", "")
    match claim.payload:
        case Casualties() as c:
            standing, reason = past
            if c.cumulative and c.period is not None and standing == "current":
                standing, reason = "total", "total of a longer period"
            of, group = joint(c.victims.side), "civilians" if c.victims.group == "civilians" else ""
            topics: tuple[Topic, ...] = (c.outcome,)
            if c.outcome == "killed or wounded" and c.figure.high == 0:
                topics = ("killed", "wounded")
            for topic in topics:
                question = Question(topic, of, group)
                yield Put(question, told, key, claim.stance, None, c.figure, standing, reason)
        case Status() as s:
            scope = f" to {', '.join(s.scope)}" if s.scope else ""
            state = "open" if s.state == "reopened" else s.state
            question = Question("is it open", s.facility_id or s.facility_name)
            if s.expected:
                value, past = f"expected to be {state}{scope}", ("part", "an announcement, not a state")
            else:
                value = state + scope
            yield Put(question, told, key, claim.stance, value, None, *past)
        case Event() as e:
            for question, value, stance in _event(told, e):
                yield Put(question, told, key, stance, value, None, *past)
        case Responsibility() as r:
            question, value = _charge(told, r)
            yield Put(question, told, key, claim.stance, value or None, None, *past)


def _event(told: Told, e: Event) -> Iterator[tuple[Question, str, Stance]]:
    claim, words = told.claim, question_words()
    mode = e.mode or e.type.lower()
    over = words.over.get(mode)
    if claim.stance == "denies" and over is None and e.type == "ASSAULT":
        evidence = " ".join(span.text for span in claim.evidence)
        if words.further.first(evidence) is not None:
            # "No further clashes" denies no clash: it says that they are over.
            yield Question("is it over"), "over", "asserts"
            return
    if over is not None:
        if claim.stance == "does_not_confirm":
            yield Question("is it over"), over, "does_not_confirm"
        else:
            turned = claim.stance == "denies"
            yield (
                Question("is it over"),
                {"over": "not over"}.get(over, "over") if turned else over,
                "asserts",
            )
        if over == "over":
            return
    doer = "" if mode in mutual_acts() else side_name(e.actor, told.report.published)
    yield Question("did it happen", doer, "", mode), "yes", claim.stance


def _charge(told: Told, r: Responsibility) -> tuple[Question, str]:
    topic, act = _act(r.act.text if r.act else "")
    accused = joint(r.accused_side) or (r.accused.text if r.accused else "")
    if r.own:
        accused = accused or joint(told.claim.side)
    elif topic == "is the charge true":
        return Question("is the charge true", accused, "", act), "yes"
    return Question("who began" if topic == "who began" else "who did it", "", "", act), accused


@lru_cache(maxsize=4096)
def _act(text: str) -> tuple[str, str]:
    """`QuestionWords.act`, kept: an incident is asked about again whenever a report joins it."""
    return question_words().act(text)


def _parts(puts: Sequence[Put]) -> Iterator[Put]:
    """Marks figures that are part of another of the same question; adds up those that add to one."""
    by_key: dict[str, list[Put]] = defaultdict(list)
    replaced: set[tuple[str, Question]] = set()
    for put in puts:
        if isinstance(c := put.told.claim.payload, Casualties):
            by_key[put.key].append(put)
            if c.supersedes:
                replaced.add((_beside(put.key, c.supersedes), put.question))
    for put in puts:
        payload, figure = put.told.claim.payload, put.figure
        if not isinstance(payload, Casualties) or figure is None:
            yield put
            continue
        if payload.subset_of and put.standing == "current":
            whole = by_key.get(_beside(put.key, payload.subset_of), ())
            if any(p.question == put.question for p in whole) or not whole:
                put = replace(put, standing="part", reason="part of another figure")
            elif "civilian" not in (payload.victims.span.text.lower() if payload.victims.span else ""):
                # "Twelve people, among them three children": three civilians at the least.
                put = replace(put, figure=Figure(figure.low, None, "at least"))
        if (put.key, put.question) in replaced:
            put = replace(put, standing="earlier", reason="the same report gives a newer figure")
        for base in by_key.get(_beside(put.key, payload.adds_to), ()) if payload.adds_to else ():
            same = base.question == put.question and base.told.claim.side == put.told.claim.side
            if same and base.figure is not None:
                put = replace(put, figure=joined(base.figure, figure), adds=base.key)
        yield put


def _whose(puts: Sequence[Put]) -> Iterator[Put]:
    """Puts a figure that does not say whose dead it counts to the one side told of with that number."""
    told: dict[tuple[str, str, int], set[Question]] = defaultdict(set)
    for put in puts:
        number = printed(put.figure) if put.figure is not None and put.standing == "current" else None
        if number and put.question.of:
            told[put.question.topic, put.question.group, number].add(put.question)
    for put in puts:
        if put.figure is not None and not put.question.of and (number := printed(put.figure)):
            same = told.get((put.question.topic, put.question.group, number), set())
            if len(same) == 1:
                put = replace(put, question=next(iter(same)))
        yield put


def _beside(key: str, claim: str) -> str:
    """The key of another claim of the same report."""
    return f"{key.partition(':')[0]}:{claim}"


def _same_deeds(puts: Sequence[Put]) -> Iterator[Put]:
    """Puts an act told without its doer, or by a general word, to the one closer question that it fits."""
    asked = {p.question for p in puts if p.question.topic in ("did it happen", "who did it")}
    home: dict[Question, Question] = {}
    for question in asked:
        others = [q for q in asked if q.topic == question.topic and q != question]
        if question.topic == "who did it":
            closer = [q for q in others if q.act not in _GENERAL] if question.act in _GENERAL else []
        elif not question.of:
            closer = [q for q in others if q.act == question.act]
        elif question.act in _GENERAL:
            closer = [q for q in others if q.of == question.of and q.act in _strikes()]
        else:
            closer = []
        if len(closer) == 1:
            home[question] = closer[0]
    for put in puts:
        target = home.get(put.question)
        own = target is not None and target.of in put.told.claim.side and not put.question.of
        if target is None or (own and put.stance == "asserts" and target.topic == "did it happen"):
            # A side that tells of a strike without saying whose has not told of a strike of its own.
            yield put
        else:
            yield replace(put, question=home.get(target, target))


@lru_cache(maxsize=1)
def _strikes() -> frozenset[str]:
    """Closer words for what "attack" may mean."""
    return frozenset(mode for mode in hostile_acts() if "strike" in mode or mode in ("shelling", "ambush"))


def _links(told: Mapping[str, Told], answers: Collection[Answer]) -> Mapping[str, frozenset[str]]:
    """From an answer's key to the keys it answers."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, one in told.items():
        if one.claim.answers:
            found[key].add(_beside(key, one.claim.answers))
    for answer in answers:
        found[answer.answer].add(answer.answered)
    return {key: frozenset(keys) for key, keys in found.items()}


def _answering(
    puts: Sequence[Put], told: Mapping[str, Told], links: Mapping[str, frozenset[str]]
) -> Iterator[Put]:
    """Lets a denial, non-confirmation or rejection speak to the question of what it answers as well.

    Its own question goes where nobody else speaks to that.
    """
    of: dict[str, list[Put]] = defaultdict(list)
    for put in puts:
        of[put.key].append(put)
    members = Counter(put.question for put in puts)
    moved: set[tuple[str, Question]] = set()
    answered: list[Put] = []
    for key in sorted(links.keys() & told.keys()):
        claim = told[key].claim
        rejects = isinstance(claim.payload, Position) and claim.payload.type == "reject"
        if claim.stance == "asserts" and not rejects:
            continue
        own = of.get(key, [])
        figure = next((p.figure for p in own if p.figure is not None), None)
        stance: Stance = "denies" if rejects else claim.stance
        asked = {p.question: p for charge in sorted(links[key]) for p in of.get(charge, ())}
        for question, charge in asked.items():
            if any(p.question == question for p in own) or (figure is not None and charge.figure is None):
                continue
            past: tuple[Standing, str] = ("background", _PAST) if claim.background else ("current", "")
            answered.append(Put(question, told[key], key, stance, charge.value, figure, *past))
            moved.update((key, p.question) for p in own if members[p.question] == 1)
    yield from (put for put in puts if (put.key, put.question) not in moved)
    yield from answered
