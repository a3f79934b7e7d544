"""Where the victims stand beside a trigger: object, subject, after "of", in a toll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Annotation, Token
from counterclaim.model import Outcome
from counterclaim.reading.casualty_flight import FLIGHT_HEADS
from counterclaim.reading.casualty_phrases import PeoplePhrase
from counterclaim.reading.casualty_verbs import Trigger

Slot = Literal["inner", "beside", "object", "of", "subject", "toll", "list", "subset", "elided", "among"]


@dataclass(slots=True, eq=False)
class Finding:
    """A phrase with its outcome. ``parent`` is the finding it is a part of; ``people`` the phrase that
    names the victims where it stands apart from the count ("the number of rebels killed rose to 40"),
    ``again`` the finding of a sentence before whose people this one counts anew."""

    phrase: PeoplePhrase
    trigger: Trigger
    outcome: Outcome
    slot: Slot
    parent: Finding | None = None
    people: PeoplePhrase | None = None
    again: Finding | None = None


_GAP = word_set(
    "“ ” \" ' ‘ ’ `` '' ( ) : also reportedly the a an at least some of as all still reported "
    "confirmed an estimated only just my our your their its about up his her any several"
)


_AND = word_set("and & or , ; : – — plus as well along with together / both also")


_BESIDE = word_set(
    "“ ” \" ' ‘ ’ `` '' ( ) were was are is had have been be also being , reportedly confirmed found "
    "presumed left lay reported still all both has - remain remained remains went declared pronounced "
    "officially as listed others now later more instantly"
)


_TOLL_LEADS = word_set(
    "to as from at of reached reaching hit passed is was stands stood : - rose exceeded exceeds "
    "surpassed topped than over above past least nearly about around some were approached made makes "
    "totalled totaled totals numbered amounted"
)


_NOT_YET = word_set(
    "killed wounded injured died expected could may might would will likely feared fear can should if"
)


_CLAUSE_BREAKS = word_set("; that while whereas when after before although though because as but which")


AT = word_set("in at near on from outside")


_PREPOSITIONS = word_set("by from against with between near into through toward towards via")


def words_between(tokens: list[Token], a: int, b: int) -> list[str]:
    return [tokens[k].lower for k in range(a + 1, b)]


def beside(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger) -> bool:
    """A state or participle right after the phrase ("58 dead", "a further 30 wounded")."""
    if trigger.role not in ("state", "passive") or trigger.first <= phrase.last:
        return False
    gap = words_between(tokens, phrase.last, trigger.first)
    return (
        len(gap) <= 4
        and all(word in _BESIDE for word in gap)
        and gap.count(",") <= 1
        and ("," not in gap or trigger.bare is False)
    )


def object_of(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger) -> bool:
    if trigger.role != "active" or phrase.first <= trigger.last:
        return False
    gap = words_between(tokens, trigger.last, phrase.first)
    return len(gap) <= 3 and all(word in _GAP for word in gap)


def inverted(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger, start: int) -> bool:
    """A passive before its people: "in the war of 1992 were killed 36 villagers"."""
    if trigger.role != "passive" or trigger.bare or phrase.first != trigger.last + 1 or phrase.who is None:
        return False
    k = trigger.first - 1
    while k > start and tokens[k].pos == "AUX":
        k -= 1
    # Nobody stands before the verb that could have been killed.
    return (
        k < trigger.first - 1
        and tokens[k].dep not in ("nsubj", "nsubjpass", "attr")
        and tokens[k].pos != "PRON"
    )


_AMONG = word_set(
    "include includes included were was are is also : , at least as an a the some several named identified"
)


def among_dead(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger, start: int) -> bool:
    """Part of the dead told before: "the dead include six boys", "a girl was among those killed"."""
    lead = tokens[trigger.i - 1].lower if trigger.i > start else ""
    lead2 = tokens[trigger.i - 2].lower if trigger.i > start + 1 else ""
    if lead not in ("the", "those") or trigger.role == "toll":
        return False
    if phrase.first > trigger.last:
        gap = words_between(tokens, trigger.last, phrase.first)
        if not gap or len(gap) > 4 or not all(word in _AMONG for word in gap):
            return False
        told = gap[0] if gap[0] != "also" else gap[1] if len(gap) > 1 else ""
        return told.startswith("includ") or (lead2 == "among" and told in ("were", "was", "are", "is"))
    gap = words_between(tokens, phrase.last, trigger.first)
    return lead2 == "among" and len(gap) <= 6 and not {"which", "that", ";"} & set(gap)


def of_noun(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger) -> bool:
    if trigger.role != "noun" or phrase.first <= trigger.last:
        return False
    gap = words_between(tokens, trigger.last, phrase.first)
    word = tokens[trigger.i].lower
    if not gap:
        return trigger.last > trigger.i
    leads = ("of", "among", "to") if word in ("injuries", "casualties", "losses", "injury") else ("of",)
    if trigger.last > trigger.i:
        return len(gap) <= 2 and all(g in _GAP for g in gap)
    return len(gap) <= 3 and gap[0] in leads and all(g in _GAP for g in gap[1:])


#: Words between a toll and its number at most; translated reports put the whole cause between the two.
_TOLL_REACH = 20


def toll_of(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger) -> bool:
    if trigger.role != "toll" or phrase.first <= trigger.last or phrase.first - trigger.last > _TOLL_REACH:
        return False
    lead = tokens[phrase.first - 1].lower
    gap = words_between(tokens, trigger.last, phrase.first)
    if "including" in gap or ";" in gap:
        return False
    if any(
        tokens[k].lower in _NOT_YET and tokens[k].text != "May" for k in range(trigger.last + 1, phrase.first)
    ):
        return False
    return (
        lead in _TOLL_LEADS
        or phrase.figure.bound in ("more than", "at least", "nearly")
        or lead in ("“", '"')
    )


#: Verbs whose subject is in the state that a phrase after them names ("were among the dead").
_HOLDS = word_set("be remain lie leave find stay become")


def subject_heads(doc: Annotation, trigger: Trigger) -> list[int]:
    """Tokens that head the grammatical subject of a passive or intransitive trigger."""
    tokens = doc.tokens
    found: list[int] = []
    i = trigger.i
    inside = False
    for _ in range(4):
        token = tokens[i]
        if inside and token.pos in ("VERB", "AUX") and token.lemma not in _HOLDS:
            # "A nurse put the toll at 22 dead": who puts it so is not among them.
            break
        inside = inside or token.dep in ("pobj", "dobj")
        subjects = [c for c in token.children if tokens[c].dep in ("nsubjpass", "nsubj") and c < i]
        if not subjects and i == trigger.i:
            # "Forty villagers sheltering in a school were killed", parsed as a clause that was killed.
            clauses = [c for c in token.children if tokens[c].dep in ("csubjpass", "csubj") and c < i]
            subjects = [c for k in clauses for c in tokens[k].children if tokens[c].dep == "nsubj" and c < k]
        if subjects:
            found.extend(subjects)
            break
        if token.dep in ("acl", "relcl") and token.head < i:
            found.append(token.head)
            break
        if (
            token.dep in ("conj", "acomp", "advcl", "xcomp", "oprd", "attr", "prep", "pobj", "ccomp")
            and token.head != i
        ):
            if token.dep == "conj" and tokens[token.head].pos not in ("VERB", "AUX", "ADJ"):
                break
            # The subject of another active verb of killing is the killer, not the dead.
            if token.dep in ("advcl", "ccomp") and i != trigger.i:
                break
            i = token.head
            continue
        break
    # A relative pronoun stands for the noun its clause hangs on.
    out = []
    for s in found:
        if tokens[s].lower in ("who", "that", "which", "whom"):
            verb = tokens[tokens[s].head]
            out.append(verb.head if verb.dep == "relcl" else s)
        else:
            out.append(s)
    return out


def conjuncts(tokens: list[Token], head: int) -> set[int]:
    out, todo = {head}, [head]
    while todo:
        for c in tokens[todo.pop()].children:
            if tokens[c].dep in ("conj", "appos") and c not in out:
                out.add(c)
                todo.append(c)
    return out


def subject_of(doc: Annotation, phrase: PeoplePhrase, trigger: Trigger, heads: set[int]) -> bool:
    """Whether the phrase is (part of) the subject of a passive or intransitive trigger."""
    if trigger.role not in ("passive", "state") or phrase.last >= trigger.first:
        return False
    tokens = doc.tokens
    if phrase.first > 0 and tokens[phrase.first - 1].lower in _PREPOSITIONS:
        return False
    return any(phrase.first <= h <= phrase.last for h in heads)


def linear(tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger, between: bool) -> bool:
    """The parse failing, whether the words between a phrase and a later passive trigger hold no clause."""
    if trigger.role not in ("passive", "state") or phrase.last >= trigger.first:
        return False
    gap = words_between(tokens, phrase.last, trigger.first)
    if len(gap) > 14 or between:
        return False
    if phrase.first > 0 and tokens[phrase.first - 1].lower in _PREPOSITIONS | {
        "in",
        "on",
        "at",
        "after",
        "for",
        "among",
    }:
        return False
    for k in range(phrase.last + 1, trigger.first):
        token = tokens[k]
        if token.lower in _CLAUSE_BREAKS or token.lower in (";", ":", "”"):
            return False
        if token.pos == "VERB" and token.tag not in ("VBN", "VBG") and token.lower not in _BESIDE:
            return False
        if (
            token.tag in ("VBN", "VBG")
            and token.pos == "VERB"
            and k < trigger.first - 1
            and tokens[k].dep not in ("acl", "amod")
        ):
            return False
    return True


def marked_subset(tokens: list[Token], phrase: PeoplePhrase, start: int) -> bool:
    """Whether the phrase names part of a count before it ("including nine", "30 of them children")."""
    if phrase.of_them:
        return True
    lead = tokens[phrase.first - 1].lower if phrase.first > start else ""
    lead2 = tokens[phrase.first - 2].lower if phrase.first > start + 1 else ""
    if lead in ("including", "included", "include", "includes", "incl", "incl.") or (
        lead == "." and lead2 == "incl"
    ):
        return True
    if lead2 in ("among", "of") and lead in ("them", "whom", "those", "these", "which"):
        return True
    if lead == "were" and lead2 in ("them", "whom", "dead", "killed", "victims"):
        before = {tokens[k].lower for k in range(max(start, phrase.first - 5), phrase.first)}
        return not before.isdisjoint(("among", "of", "including"))
    follow = [tokens[k].lower for k in range(phrase.last + 1, min(phrase.last + 4, len(tokens)))]
    if follow[:1] == ["included"]:
        return True
    if follow[:2] in (["among", "them"], ["of", "whom"], ["of", "them"], ["among", "whom"]):
        return True
    # "Four Kenyans of the regional mission among them".
    for k in range(phrase.last + 1, min(phrase.last + 9, len(tokens) - 1)):
        if tokens[k].pos in ("VERB", "AUX", "PUNCT", "NUM"):
            return False
        if tokens[k].lower == "among":
            return tokens[k + 1].lower in ("them", "whom") and lead in (",", "-", "–", "—", "(")
    return False


def joined(tokens: list[Token], a: PeoplePhrase, b: PeoplePhrase, places: bool) -> bool:
    """Whether ``b`` goes on the list that ``a`` stands in; ``places`` allows "six in A, two in B"."""
    gap = words_between(tokens, a.last, b.first)
    if not gap or len(gap) > (9 if places else 4):
        return False
    if all(word in _AND or word in _GAP for word in gap):
        return any(word in _AND for word in gap)
    if not places:
        return False
    return (
        gap[0] in ("in", "at", "near", "from", "on")
        and any(w in (",", "and") for w in gap[1:])
        and all(tokens[k].pos not in ("VERB", "AUX") for k in range(a.last + 1, b.first))
    )


#: Fewer people than this who leave or enter a place are travellers or a delegation, not a displacement.
_FEW = 50


def _few(phrase: PeoplePhrase) -> bool:
    size = phrase.figure.low if phrase.figure.low is not None else phrase.figure.high
    return phrase.kind in ("one", "name") or (size is not None and 0 < size < _FEW)


def admits(phrase: PeoplePhrase, trigger: Trigger, tokens: list[Token]) -> bool:
    if phrase.thing:
        return False
    if phrase.kind == "name":
        return trigger.outcome in ("killed", "wounded", "captured") and trigger.role in ("active", "passive")
    if phrase.kind in ("one", "plain") and not phrase.known:
        return tokens[phrase.head].entity == "NORP"
    lead = tokens[phrase.first - 1].lower if phrase.first else ""
    if lead == "of" and phrase.kind in ("one", "plain") and trigger.role != "noun":
        return False
    if (
        phrase.kind != "figure"
        and lead in ("for", "with", "by", "against")
        and trigger.role in ("passive", "state")
    ):
        return False
    if trigger.outcome == "displaced" and tokens[trigger.i].lower in FLIGHT_HEADS and _few(phrase):
        return False
    if trigger.outcome == "displaced" and phrase.group in ("combatants", "police", "mixed"):
        return False
    if tokens[phrase.head].lower in ("lives", "life") and phrase.kind != "figure":
        return False
    if trigger.outcome == "displaced" and phrase.who is None and phrase.kind == "figure" and not _few(phrase):
        # "More than 100,000 have fled"; "evacuated 530 wounded" counts the wounded.
        words = casualty_words()
        after = tokens[phrase.last + 1].lower if phrase.last + 1 < len(tokens) else ""
        moved = trigger.role == "passive" or tokens[trigger.i].lemma == "displace"
        return (
            moved
            and after not in words.states
            and (after not in words.verbs or trigger.first == phrase.last + 1)
        )
    if trigger.strict and phrase.kind == "figure" and not phrase.known:
        head = tokens[phrase.head]
        return (
            head.entity == "NORP"
            or head.lower in ("afghans",)
            or (head.pos == "PROPN" and trigger.loss is False)
        )
    return True
