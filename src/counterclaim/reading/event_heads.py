"""Finding the words that name a happening, and the verb that puts it forward."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.knowledge.event_words import EventWord, EventWords, Role
from counterclaim.language import Annotation
from counterclaim.reading.event_clauses import child, subject

_UNDERWAY = frozenset({"under", "underway", "ongoing", "way"})
_PARTICLES = frozenset({"down", "up", "out", "off", "back"})
_BE = frozenset({"be", "see", "become"})
# "Engaged in clashes", "came under fire", "responded with shelling", "agreed to a truce".
_LINKS = frozenset({"in", "under", "with", "to", "on", "into", "for", "after", "at"})
_LINKED = {
    "in": frozenset({"engage", "be", "involve", "lock", "result", "take", "erupt", "participate"}),
    "under": frozenset({"come", "be", "fall"}),
    "with": frozenset(
        {
            "respond", "retaliate", "reply", "continue", "proceed", "press", "begin", "go", "attack",
            "strike", "hit",
        }
    ),
    "to": frozenset(
        {"agree", "lead", "commit", "return", "respond", "resort", "accept", "consent", "announce"}
    ),
    "on": frozenset({"agree", "embark"}),
    "into": frozenset({"enter", "erupt", "break", "degenerate", "descend"}),
    "for": frozenset({"meet", "gather"}),
    "at": frozenset({"meet"}),
    "after": frozenset(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A happening found: the table's word, its own token, and the verb whose clause puts it forward.

    ``role`` is how the verb carries a noun ("does", "happens", "ends") or "" for a verb of its own.
    """

    word: EventWord
    token: int
    anchor: int
    role: Role | str = ""


def noun_word(doc: Annotation, i: int, words: EventWords) -> EventWord | None:
    """The table's noun at token ``i``, with its modifiers where the table has them ("drone strike")."""
    tokens = doc.tokens
    if tokens[i].lemma == "talk" and tokens[i].tag == "NN":
        # "Talk spread that ..." is rumour, not a meeting.
        return None
    for word in words.nouns.get(tokens[i].lemma.lower(), ()):
        parts = word.words
        if len(parts) == 1:
            return word
        cut = parts.index("of") if "of" in parts else len(parts)
        lead, tail = parts[: cut - 1], parts[cut:]
        if lead and not _before(doc, i, lead):
            continue
        if tail and not _after(doc, i, tail):
            continue
        return word
    return None


def _before(doc: Annotation, i: int, lead: tuple[str, ...]) -> bool:
    """Whether the words ``lead`` stand before token ``i``; hyphens are skipped, number does not count."""
    tokens = doc.tokens
    k = i - 1
    for part in reversed(lead):
        if k >= 0 and tokens[k].text == "-":
            k -= 1
        if "-" in part:
            # The parser cuts "cross-border" in three; compare the words written out.
            first = k - 2 * part.count("-")
            if first < 0 or doc.words(first, k).lower() != part:
                if tokens[k].lower != part:
                    return False
                k -= 1
                continue
            k = first - 1
            continue
        if k < 0 or part not in (tokens[k].lemma.lower(), tokens[k].lower):
            return False
        k -= 1
    return True


def _after(doc: Annotation, i: int, tail: tuple[str, ...]) -> bool:
    tokens = doc.tokens
    k = i + 1
    for part in tail:
        while (
            k < len(tokens)
            and tokens[k].pos in ("DET", "ADJ")
            and part not in (tokens[k].lower, tokens[k].lemma)
        ):
            k += 1
        if k >= len(tokens) or part not in (tokens[k].lower, tokens[k].lemma.lower()):
            return False
        k += 1
    return True


def verb_word(doc: Annotation, i: int, words: EventWords) -> EventWord | None:
    """The table's verb at token ``i``, with its particle and the kind of object the table asks for."""
    tokens = doc.tokens
    for word in words.verbs.get(tokens[i].lemma.lower(), ()):
        if len(word.words) > 1 and not _particle(doc, i, word.words[1:]):
            continue
        if word.mode == "attack" and any(tokens[k].entity == "PERSON" for k in patients(doc, i)):
            # One politician "attacked" another in words.
            continue
        if len(word.words) == 1 and (child(doc, i, "prt") is not None or _next_lower(doc, i) in _PARTICLES):
            # "Took up positions" is not "took positions".
            continue
        if word.object and not _has_object(doc, i, word.object, words, word.words[1:]):
            continue
        return word
    return None


def _next_lower(doc: Annotation, i: int) -> str:
    return doc.tokens[i + 1].lower if i + 1 < len(doc.tokens) else ""


def _particle(doc: Annotation, i: int, rest: tuple[str, ...]) -> bool:
    """Whether ``rest`` follows verb ``i``: at once, or its last word as a particle of the verb."""
    tokens = doc.tokens
    k = i + 1
    for part in rest:
        while (
            k < len(tokens)
            and tokens[k].pos in ("DET", "ADV", "PRON", "ADJ")
            and part not in (tokens[k].lower, tokens[k].lemma.lower())
        ):
            k += 1
        if k >= len(tokens) or part not in (tokens[k].lower, tokens[k].lemma.lower()):
            break
        k += 1
    else:
        return True
    if len(rest) == 1:
        return any(
            tokens[c].lower == rest[0] and tokens[c].dep in ("prt", "advmod") for c in tokens[i].children
        )
    return False


def patients(doc: Annotation, i: int) -> list[int]:
    """What verb ``i`` is done to: its object, or its subject in the passive, with conjuncts."""
    tokens = doc.tokens
    found: list[int] = []
    for c in tokens[i].children:
        if tokens[c].dep in ("dobj", "nsubjpass", "dative"):
            found.append(c)
    if not found and tokens[i].dep == "acl" and tokens[i].tag == "VBN":
        found.append(tokens[i].head)
    if not found and child(doc, i, "auxpass") is not None:
        above = subject(doc, i)
        if above is not None:
            found.append(above)
    if not found:
        found = _displaced(doc, i)
    for h in list(found):
        found += [c for c in tokens[h].children if tokens[c].dep == "conj"]
    return found


def _displaced(doc: Annotation, i: int) -> list[int]:
    """The object that the parser hangs elsewhere: "hit what it called dens", "foiled on Monday a raid"."""
    tokens = doc.tokens
    last = doc.sentence_of(i).last
    k = i + 1
    if k < last and tokens[k].lower == "what":
        # Who calls it so is a word or three: "what the army described as".
        called = next((j for j in range(k + 1, min(k + 6, last)) if tokens[j].lemma in _CALLING), None)
        if called is None:
            return []
        k = called + 1
    elif k < last and tokens[k].lower == "on" and tokens[k + 1].lower in _DAYS:
        k += 2
    else:
        return []
    while k <= last and tokens[k].tag in ("DT", "JJ", "CD", "IN", "RB", "VBN", "PRP$"):
        k += 1
    while k < last and tokens[k].tag in ("NN", "NNP") and tokens[k + 1].tag in ("NN", "NNS"):
        k += 1
    return [k] if k <= last and tokens[k].tag in ("NN", "NNS") else []


_CALLING = frozenset({"call", "describe", "term", "say", "claim"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _has_object(doc: Annotation, i: int, group: str, words: EventWords, rest: tuple[str, ...] = ()) -> bool:
    """Whether the object (with ``-subject``, the subject) of verb ``i`` is one of the table's ``group``.

    ``rest`` are the phrase's words after the verb: "withdraw from" takes the object of "from".
    """
    tokens = doc.tokens
    if group.startswith("?"):
        if not patients(doc, i):
            return True
        group = group[1:]
    if group.endswith("-subject"):
        who = subject(doc, i)
        heads = [who] if who is not None else []
    else:
        heads = patients(doc, i)
        for k in range(i + 1, min(i + 5, len(tokens)) if rest else i):
            after = child(doc, k, "pobj") if tokens[k].lower == rest[-1] else None
            if after is not None:
                heads = [*heads, after]
        if rest and not heads:
            # "Shot down 72 of 145 drones": the parser may see no object; any fit noun close by will do.
            heads = [k for k in range(i + 1, min(i + 9, len(tokens))) if tokens[k].pos == "NOUN"]
    lemmas = words.groups[group.removesuffix("-subject")]
    for h in heads:
        noun = tokens[h]
        if noun.lemma.lower() in lemmas:
            return True
        for c in noun.children:
            # "a convoy of troops", "hundreds of soldiers", "two border posts"
            if tokens[c].lower == "of":
                inner = child(doc, c, "pobj")
                if inner is not None and tokens[inner].lemma.lower() in lemmas:
                    return True
        if group in ("leader", "fighter") and noun.pos == "PROPN":
            return True
        if group == "people" and (noun.entity == "NORP" or noun.tag == "NNPS"):
            return True
        if (
            group.startswith(("place", "strikeable"))
            and (noun.pos == "PROPN" or (rest and noun.text[0].isupper()))
            and (rest or noun.entity in ("GPE", "LOC", "FAC"))
        ):
            return True
    return False


def carrier(doc: Annotation, i: int, words: EventWords) -> tuple[int, Role | str] | None:
    """The verb that puts noun ``i`` forward as a happening, and how; None when it is only mentioned."""
    tokens = doc.tokens
    noun = tokens[i]
    head_noun = i
    # "a series of strikes", "waves of attacks", "exchanges of fire"
    if noun.dep == "pobj" and tokens[noun.head].lower == "of":
        outer = tokens[tokens[noun.head].head]
        if outer.lemma in (
            "series",
            "wave",
            "round",
            "spate",
            "string",
            "number",
            "dozen",
            "hundred",
            "barrage",
            "bout",
            "scene",
            "sound",
            "outbreak",
            "day",
            "report",
            "exchange",
            "phase",
            "night",
            "hour",
            "start",
            "resumption",
        ):
            head_noun = outer.i
            noun = outer
    for _ in range(3):
        if tokens[head_noun].dep in ("conj", "appos") and tokens[tokens[head_noun].head].pos in (
            "NOUN",
            "PROPN",
        ):
            head_noun = tokens[head_noun].head
    noun = tokens[head_noun]
    verb = tokens[noun.head]
    if verb.i == noun.i:
        return None
    if verb.pos not in ("VERB", "AUX"):
        if noun.dep == "pobj":
            return _linked(doc, noun.head, words)
        return None
    if noun.dep == "attr" and verb.lemma in _BE:
        if any(tokens[c].dep == "expl" for c in verb.children):
            return verb.i, "happens"
        return None
    role = light_role(doc, verb.i, words)
    if noun.dep in ("nsubj", "nsubjpass"):
        passive = noun.dep == "nsubjpass" or child(doc, verb.i, "auxpass") is not None
        if "ends" in role:
            # "A truce ended the fighting": it is not the truce that ended.
            return (verb.i, "ends") if passive or child(doc, verb.i, "dobj") is None else None
        if passive and "does" in role:
            return verb.i, "does"
        if "happens" in role:
            if verb.lemma == "be" and not any(tokens[c].lower in _UNDERWAY for c in verb.children):
                return None
            return verb.i, "happens"
        return None
    if noun.dep in ("dobj", "oprd"):
        if "ends" in role:
            return verb.i, "ends"
        if "does" in role:
            return verb.i, "does"
        return None
    if noun.dep == "attr" and verb.lemma == "come":
        return verb.i, "does"
    return None


def _linked(doc: Annotation, prep: int, words: EventWords) -> tuple[int, Role | str] | None:
    tokens = doc.tokens
    link = tokens[prep]
    if link.lower not in _LINKS:
        return None
    verb = tokens[link.head]
    if verb.pos in ("VERB", "AUX") and verb.lemma in _LINKED[link.lower]:
        return verb.i, "does"
    return None


def light_role(doc: Annotation, i: int, words: EventWords) -> frozenset[str]:
    """How verb ``i`` can carry a noun: some of "does", "happens", "ends"."""
    tokens = doc.tokens
    found: set[str] = set()
    for phrase, role in words.light.get(tokens[i].lemma.lower(), ()):
        if len(phrase) == 1 or _particle(doc, i, phrase[1:]):
            found.add(role)
    return frozenset(found)
