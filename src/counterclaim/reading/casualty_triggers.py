"""What became of people: the verbs, nouns and phrases of killing, wounding, capture, loss and flight."""

from __future__ import annotations

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Annotation, Sentence, Token
from counterclaim.model import Outcome
from counterclaim.reading.casualty_idioms import IDIOM_HEADS, idiom
from counterclaim.reading.casualty_verbs import Trigger, factual, voice

_OLD = word_set("earlier previous initial prior preliminary")


_TOLLS = word_set("toll tally count figure number total")


_OUTCOME_OF: dict[str, Outcome] = {
    "dead": "killed", "deaths": "killed", "killed": "killed", "fatalities": "killed", "victims": "killed",
    "casualties": "killed or wounded", "wounded": "wounded", "injured": "wounded", "injuries": "wounded",
    "missing": "missing", "displaced": "displaced", "death": "killed", "martyrs": "killed",
    "losses": "killed", "captured": "captured", "hostages": "captured", "prisoners": "captured",
    "evacuees": "displaced", "idps": "displaced", "refugees": "displaced",
}  # fmt: skip


def _toll(tokens: list[Token], i: int, sentence: Sentence) -> Trigger | None:
    """A running count: "the death toll", "the number of wounded"."""
    word = tokens[i].lower
    outcome: Outcome | None = None
    last = i
    before = tokens[i - 1].lower if i > sentence.first else ""
    if word == "toll":
        outcome = _OUTCOME_OF.get(before, "killed")
        if before in ("heavy", "human", "civilian", "new") and before != "death":
            outcome = "killed"
    elif word in ("count", "tally", "figure", "total") and before in _OLD:
        outcome = "killed"
    elif before in ("death", "casualty", "body", "injury"):
        outcome = (
            "killed"
            if before in ("death", "body")
            else "killed or wounded"
            if before == "casualty"
            else "wounded"
        )
    elif word == "number" and i + 1 <= sentence.last and tokens[i + 1].lower in ("of", "killed"):
        # The number of X killed: the outcome stands within the noun phrase.
        for k in range(i + 1, min(i + 8, sentence.last + 1)):
            if tokens[k].lower in _OUTCOME_OF:
                outcome, last = _OUTCOME_OF[tokens[k].lower], k
                break
            if tokens[k].pos in ("VERB", "AUX") or tokens[k].lower in (",", ";"):
                break
    if outcome is None:
        return None
    return Trigger(i, i, last, outcome, "toll")


_PUTS = word_set(
    "put puts putting bring brings bringing brought take takes taking took raise raises raising raised"
)
_LOSSES = word_set("losses casualties deaths fatalities dead wounded injured")
_AMOUNTS = word_set("amount total reach stand number exceed climb rise make")


def _amounts(tokens: list[Token], i: int, sentence: Sentence) -> bool:
    """Whether the noun at ``i`` is counted by the verb after it ("losses in the south amounted to 90")."""
    for k in range(i + 1, min(i + 9, sentence.last) + 1):
        token = tokens[k]
        if token.pos == "VERB":
            return token.lemma in _AMOUNTS
        if token.lower in (",", ";", "by", "among") or token.pos == "NUM":
            return False
    return False


_NOUNS = frozenset(("NN", "NNS", "NNP"))


def find_triggers(doc: Annotation, sentence: Sentence) -> list[Trigger]:
    """The outcomes told in one sentence as facts, in order; what is only feared or planned is left out.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Two soldiers were killed and a civilian may have been hurt.")
    >>> [(doc.tokens[t.i].text, t.role) for t in find_triggers(doc, doc.sentences[0])]
    [('killed', 'passive')]
    """
    words = casualty_words()
    tokens = doc.tokens
    found: list[Trigger] = []
    i = sentence.first - 1
    while i < sentence.last:
        i += 1
        token = tokens[i]
        word = token.lower
        if word in IDIOM_HEADS and (phrase := idiom(tokens, i, sentence)) is not None:
            if factual(tokens, phrase.i, sentence):
                found.append(phrase)
            i = max(i, phrase.last)
            continue
        verb = words.verbs.get(word)
        if verb is not None:
            of_follows = i < sentence.last and tokens[i + 1].lower == "of" and token.tag not in ("VBD", "VBN")
            if word in words.nouns and (of_follows or ("ing" in verb.forms and token.tag in _NOUNS)):
                pass
            elif verb.takes == "subject":
                if factual(tokens, i, sentence) and not ("ing" in verb.forms and token.tag == "NN"):
                    found.append(Trigger(i, i, i, verb.outcome, "passive", verb.strict))
                continue
            else:
                if token.tag in ("NN", "NNS") and "base" in verb.forms and "past" not in verb.forms:
                    continue
                if not factual(tokens, i, sentence):
                    continue
                role, bare = voice(tokens, i, sentence, verb.forms)
                found.append(Trigger(i, i, i, verb.outcome, role, verb.strict, bare=bare))
                continue
        if (
            word in ("dead", "wounded", "injured", "missing", "losses", "deaths", "fatalities", "casualties")
            and i < sentence.last - 1
            and tokens[i + 1].lower in ("at", "as", "to")
            and any(tokens[k].lower in _PUTS for k in range(max(sentence.first, i - 6), i))
        ):
            # "Put the Taliban dead at nine".
            found.append(Trigger(i, i, i, _OUTCOME_OF[word], "toll"))
            continue
        if word in _LOSSES and token.pos != "VERB" and _amounts(tokens, i, sentence):
            # Communiques count dead and wounded together as losses.
            sort = "killed or wounded" if word == "losses" else _OUTCOME_OF[word]
            found.append(Trigger(i, i, i, sort, "toll"))
            continue
        if word in words.states:
            if factual(tokens, i, sentence) and not (
                i > sentence.first and tokens[i - 1].lower in ("feared", "presumed")
            ):
                found.append(Trigger(i, i, i, words.states[word], "state"))
        elif word in words.nouns:
            found.append(Trigger(i, i, i, words.nouns[word], "noun"))
        elif word in _TOLLS and (toll := _toll(tokens, i, sentence)) is not None:
            found.append(toll)
            i = toll.last
    return _merged(tokens, found)


_ADVERBS = word_set("seriously critically badly severely gravely otherwise")


def _merged(tokens: list[Token], found: list[Trigger]) -> list[Trigger]:
    """Pairs such as "killed or wounded" and "shot and killed" as one outcome.

    A pair that no outcome covers ("killed or captured") is dropped: its count is neither's.
    """
    kept: list[Trigger] = []
    for trigger in found:
        last = kept[-1] if kept else None
        gap = [tokens[k].lower for k in range(last.last + 1, trigger.first)] if last is not None else []
        joint = gap[0] if gap and all(word in _ADVERBS for word in gap[1:]) else ""
        verbs = last is not None and {last.role, trigger.role} <= {"passive", "active", "state"}
        if last is None or not verbs or joint not in ("or", "and", "/", "&"):
            kept.append(trigger)
            continue
        role = last.role if last.role == "passive" and not last.bare else trigger.role
        if {last.outcome, trigger.outcome} == {"killed", "wounded"} or last.outcome == "killed or wounded":
            kept[-1] = Trigger(last.i, last.first, trigger.last, "killed or wounded", role, bare=last.bare)
        elif last.outcome == trigger.outcome == "killed" and trigger.role == last.role:
            kept[-1] = Trigger(trigger.i, last.first, trigger.last, "killed", role, bare=last.bare)
        elif joint == "or" or trigger.role == "active":
            kept.pop()
        else:
            kept.append(trigger)
    return kept
