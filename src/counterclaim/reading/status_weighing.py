"""What a state amounts to in its clause: a fact, a plan, the opposite of a wish, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.language import Sentence
from counterclaim.model import State
from counterclaim.reading.context import Context
from counterclaim.reading.status_verbs import Group, condition, governor, opposite


@dataclass(frozen=True, slots=True)
class Weighed:
    """A state as it stands after negation, mood and governor; ``rule`` names what decided it.

    >>> Weighed("closed", False, 0.5, "wished").state
    'closed'
    """

    state: State
    expected: bool
    confidence: float
    rule: str


def weigh(
    state: State, group: Group, ctx: Context, sentence: Sentence, *, governed_from: int, verbal: bool
) -> Weighed | None:
    """What a state amounts to in its clause, or None where nothing is said of now or of a plan.

    "urged X to reopen" says that X is shut; "will not reopen" too; "may close" and "if it closes" say
    nothing. Confidence: 0.85 for a plain fact, 0.7 for a plan, 0.5 for what is only implied (chosen by
    reading the sample newsroom's cases by hand; measure again when the rules change).
    """
    opening = state in ("open", "reopened")
    mood = group.mood
    tokens = ctx.doc.tokens
    if mood == "fact" and (group.infinitive or not group.finite) and verbal:
        found = governor(ctx.doc, governed_from, sentence)
        if found is not None:
            force, k = found
            if force == "wished" and tokens[k].lower in {"continue", "continued"}:
                force = "done"
            mood = "fact" if force == "done" else force
            if mood == "expected" and k > sentence.first and tokens[k - 1].lower == "no":
                # "has no plan to reopen it": it stays shut. Of no plan to close nothing is said.
                return Weighed("closed", False, 0.6, "not-planned") if opening else None
        elif not group.infinitive and tokens[group.last].lower.endswith("ing"):
            # A gerund that nothing governs tells a fact only as a clause of its own: ", closing the road".
            if group.first == sentence.first or tokens[group.first - 1].text not in {",", "–", "—"}:
                return None
        elif group.infinitive:
            plain = not any(t.tag in {"VBD", "VBZ", "VBP"} for t in tokens[sentence.first : group.first])
            mood = "expected" if plain else "wished"
    elif mood in ("wished", "possible") and group.finite:
        found = governor(ctx.doc, governed_from, sentence)
        if found is not None and found[0] == "expected":
            mood = "expected"
    if (
        not opening
        and mood == "expected"
        and any(t.lower in {"if", "unless"} for t in tokens[sentence.first : sentence.last])
    ):
        return None
    when = condition(ctx.doc, governed_from, sentence)
    if when == "if":
        return None
    negative = group.negative
    if when == "until":
        past = any(
            t.tag == "VBD" or t.lower in {"had", "was", "were"}
            for t in tokens[governed_from : group.last + 1]
        )
        if not past and mood in ("fact", "expected", "possible"):
            # "until X reopens": X is shut now. "when X closes" says nothing of now.
            return Weighed("closed", False, 0.5, "pending") if opening and not group.lasting else None
    partial: State = "partially open"
    if mood == "fact":
        if negative:
            flipped = opposite(state)
            return Weighed(flipped, False, 0.75 if flipped == "closed" else 0.6, "negated")
        if group.partial and state != "partially open":
            return Weighed(partial, False, 0.8, "partial")
        if group.again and state == "open":
            return Weighed("reopened", False, 0.8, "again")
        return Weighed(state, False, 0.85, "lasting" if group.lasting else "fact")
    if mood == "expected":
        if negative:
            return (
                Weighed("closed", False, 0.7, "not-yet")
                if opening
                else Weighed("open", True, 0.5, "not-planned")
            )
        if group.lasting:
            return Weighed(state, False, 0.75, "lasting")
        return Weighed(partial if group.partial else state, True, 0.7, "planned")
    if mood == "possible":
        if negative:
            return Weighed("closed", False, 0.65, "cannot") if opening else None
        if not opening or group.lasting or _unreal(ctx, group):
            return None
        return Weighed(partial if group.partial else state, True, 0.5, "possible")
    # Wished or feared: an opening that is only asked for or weighed is not there yet.
    if opening and not group.lasting and not negative and not group.partial:
        return Weighed("closed", False, 0.5, mood)
    return None


def _unreal(ctx: Context, group: Group) -> bool:
    words = [t.lower for t in ctx.doc.tokens[group.first : group.last + 1]]
    return "have" in words
