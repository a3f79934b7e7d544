"""Attributions: who is reported to have said what, by which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.model import Attribution, Form
from counterclaim.reading.attribution_answers import propose_answers
from counterclaim.reading.attribution_continues import continue_lists, continue_tolls
from counterclaim.reading.attribution_engines import combine
from counterclaim.reading.attribution_gaps import continue_gaps
from counterclaim.reading.attribution_labels import propose_labels
from counterclaim.reading.attribution_layout import propose_layout
from counterclaim.reading.attribution_merge import relays, settle
from counterclaim.reading.attribution_nouns import propose_nouns
from counterclaim.reading.attribution_phrases import propose_phrases
from counterclaim.reading.attribution_quotes import continue_quotes, tail_cues
from counterclaim.reading.attribution_spans import Candidate, Chars, Nearby, Text, quotes_in
from counterclaim.reading.attribution_tail import propose_tails
from counterclaim.reading.attribution_verbs import propose_verbs
from counterclaim.reading.context import Context
from counterclaim.reading.stance import is_hypothetical, judge

#: A proposer reads a text and returns candidates; who proposed one makes no difference afterwards.
Proposer = Callable[[Text], list[Candidate]]

#: The rules, in the order they are asked.
RULES: tuple[Proposer, ...] = (
    propose_answers,
    propose_verbs,
    propose_tails,
    propose_phrases,
    propose_nouns,
    propose_layout,
    propose_labels,
)

#: Inside a quotation, "I think" and "we want" are the speaker's talk; "we deny" is a stance worth keeping.
_TALK = frozenset(
    {"claim", "believe", "want", "ask", "show", "estimate", "describe", "cite", "agree", "report"}
)
_FIRST_PERSON = frozenset({"i", "we", "you"})
_NOBODY = ("no ", "neither ", "none ", "nobody", "no-one", "nor ")


def find_attributions(
    ctx: Context, proposers: Sequence[Proposer] = RULES, *, hear: Proposer | None = None
) -> list[Attribution]:
    """The attributions of a report in the order of the text, by rules over the parse.

    ``hear`` is a second engine, `encoder.propose_encoder`, whose candidates are made one with the rules'
    before quotations, lists and tolls are continued; each attribution's ``engine`` says who read it.
    Needs ``ctx.quotes``. Nested attributions have ``parent``, the index of the one whose content they
    stand in. ``speaker``, ``agency``, ``channel`` and ``said`` stay None: `sources.py` fills them.
    Never raises on odd text.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "The junta denied that its jets had bombed the school."
    >>> [a] = find_attributions(Context(Report(text), annotator().annotate(text)))
    >>> a.source.text, a.cue.text, a.stance, a.content[0].text
    ('The junta', 'denied', 'denies', 'that its jets had bombed the school')
    """
    if not ctx.doc.tokens:
        return []
    text = Text(ctx.doc, ctx.quotes, ctx.actors)
    candidates = settle(text, [candidate for propose in proposers for candidate in propose(text)])
    relays(text, candidates)
    if hear is not None:
        candidates = combine(text, candidates, hear(text))
    tail_cues(text, candidates)
    continue_quotes(text, candidates)
    continue_gaps(text, candidates)
    continue_lists(text, candidates)
    continue_tolls(text, candidates)
    return assemble(ctx, text, candidates)


def assemble(ctx: Context, text: Text, candidates: Sequence[Candidate]) -> list[Attribution]:
    """Candidates of any proposer to attributions: order, nesting, stance, form."""
    ordered = sorted(
        candidates, key=lambda c: (min(c.content[0][0], (c.cue or c.content[0])[0]), c.under is None, c.reach)
    )
    parents = _parents(ordered)
    kept = [k for k in range(len(ordered)) if not _is_talk(text, ordered, parents, k)]
    kept = [k for k in kept if not _is_refused(ordered, parents, k)]
    number = {k: n for n, k in enumerate(kept)}
    result: list[Attribution] = []
    for k in kept:
        parent = parents[k]
        while parent is not None and parent not in number:
            parent = parents[parent]
        result.append(_attribution(ctx, ordered[k], number[parent] if parent is not None else None))
    return result


def _covers(outer: Candidate, inner: Chars) -> int:
    """Length of the outer's content when one of its spans covers ``inner``; else 0."""
    if any(start <= inner[0] and inner[1] <= end for start, end in outer.content):
        return sum(end - start for start, end in outer.content)
    return 0


def _parents(ordered: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the one with the smallest content that holds its cue, or whom it relays for."""
    nearby = Nearby(ordered)
    index = {id(candidate): k for k, candidate in enumerate(ordered)}
    parents: list[int | None] = []
    for child in ordered:
        if child.under is not None:
            parents.append(index.get(id(child.under)))
            continue
        at = child.cue or child.content[0]
        best, size = None, 0
        for other in nearby.within(*at):
            if other is child or other.cue == child.cue or other.under is child:
                continue
            length = _covers(other, at)
            if length and other.cue is not None and _covers(child, other.cue):
                continue
            if length and (best is None or length < size):
                best, size = index[id(other)], length
        parents.append(best)
    return parents


def _is_talk(text: Text, ordered: Sequence[Candidate], parents: Sequence[int | None], k: int) -> bool:
    candidate = ordered[k]
    if candidate.source is None or candidate.cue is None:
        return False
    source = text.doc.text[candidate.source[0] : candidate.source[1]].lower()
    if source not in _FIRST_PERSON or candidate.cue_class not in _TALK:
        return False
    return text.quoted(text.doc.token_at(candidate.cue[0]))


def _is_refused(ordered: Sequence[Candidate], parents: Sequence[int | None], k: int) -> bool:
    """Whether a candidate is only the verb that another refuses to do ("declined [to say how many]"), or
    the nobody's report that another denies ("denies [reports that ...]")."""
    parent, cue = parents[k], ordered[k].cue
    if parent is None or cue is None:
        return False
    if ordered[parent].cue_class in ("deny", "reject", "confirm", "doubt"):
        return ordered[k].source is None and ordered[k].rule.startswith("noun")
    if ordered[parent].cue_class != "refuse":
        return False
    return any(start <= cue[0] <= start + 4 for start, _ in ordered[parent].content)


def _attribution(ctx: Context, candidate: Candidate, parent: int | None) -> Attribution:
    doc = ctx.doc
    cue = ctx.span(*candidate.cue) if candidate.cue else None
    source = ctx.span(*candidate.source) if candidate.source else None
    words = [doc.tokens[i].lower for i in doc.tokens_in(cue.start, cue.end)] if cue else []
    content = tuple(ctx.span(*c) for c in candidate.content)
    nobody = source is not None and source.text.lower().startswith(_NOBODY)
    verdict = judge(words, candidate.cue_class, content[-1].text, denies=candidate.denies, nobody=nobody)
    hypothetical = candidate.hypothetical
    hedge = ctx.span(*candidate.hedge) if candidate.hedge else None
    if candidate.verb >= 0:
        verb = doc.tokens[candidate.verb]
        children = list(doc.children(verb.i))
        hypothetical = hypothetical or is_hypothetical(verb, children, words, verdict.stance)
    return Attribution(
        source,
        cue,
        content,
        candidate.stance or verdict.stance,
        form_of(ctx, candidate.content),
        verdict.cue_class,
        parent,
        hedge=hedge,
        hypothetical=hypothetical,
        addressee=ctx.span(*candidate.addressee) if candidate.addressee else None,
        rule=candidate.rule,
        engine=candidate.engine,
        confidence=candidate.confidence,
    )


def form_of(ctx: Context, content: Sequence[Chars]) -> Form:
    """Direct when all but a few characters of the content are quoted, mixed when some are.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> form_of(Context(Report("It fell."), annotator().annotate("It fell.")), [(0, 7)])
    'indirect'
    """
    quoted = total = 0
    for start, end in content:
        total += end - start
        for quote in quotes_in(ctx.quotes, start, end):
            quoted += max(0, min(end, quote.end) - max(start, quote.start))
    # nine tenths: "that" before a quotation and a lost full stop do not make it mixed
    return "direct" if quoted >= 0.9 * total else "mixed" if quoted else "indirect"
