"""The words of casualty reports: nouns for people, verbs and nouns for what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from counterclaim.knowledge.toml_table import BadRow, rows
from counterclaim.model import Outcome, VictimGroup

Form = Literal["base", "present", "past", "participle", "ing"]
_FORMS: tuple[Form, ...] = get_args(Form)


def word_set(words: str) -> frozenset[str]:
    """A set of lower-case words written as one string.

    >>> sorted(word_set("dead hurt"))
    ['dead', 'hurt']
    """
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class PeopleNoun:
    """A noun for people. ``hostile``: an armed opponent of whoever counts; ``own``: a regular force."""

    group: VictimGroup
    hostile: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeVerb:
    """A verb form: its outcome, where its victims stand, which forms the word may be.

    ``strict`` verbs count only nouns known to be people ("captured 25 posts" is no casualty).
    """

    outcome: Outcome
    takes: Literal["object", "subject"]
    forms: frozenset[Form]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """All tables, keyed by lower-case word.

    >>> casualty_words().people["soldiers"].group
    'combatants'
    """

    people: Mapping[str, PeopleNoun]
    verbs: Mapping[str, OutcomeVerb]
    nouns: Mapping[str, Outcome]
    states: Mapping[str, Outcome]
    things: frozenset[str]
    singular: frozenset[str]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


_IRREGULAR = ("men", "women", "people", "children", "personnel", "police", "ren")


def _words(row: dict[str, Any]) -> list[str]:
    words = row["words"]
    if not words or not all(isinstance(w, str) and w == w.lower() for w in words):
        raise BadRow("words is not a list of lower-case words")
    return list(words)


def _outcome(row: dict[str, Any]) -> Outcome:
    found: Outcome = row["outcome"]
    if found not in get_args(Outcome):
        raise BadRow(f"unknown outcome {found!r}")
    return found


@lru_cache(maxsize=1)
def casualty_words() -> CasualtyWords:
    """The packaged table, read once. Raises `CounterclaimError` CC202 with the row's number.

    >>> casualty_words().verbs["killed"].outcome
    'killed'
    """
    table = "casualty_words"
    people: dict[str, PeopleNoun] = {}
    singular: set[str] = set()
    verbs: dict[str, OutcomeVerb] = {}
    nouns: dict[str, Outcome] = {}
    states: dict[str, Outcome] = {}
    things: set[str] = set()

    def noun(row: dict[str, Any]) -> None:
        if row["group"] not in get_args(VictimGroup):
            raise BadRow(f"unknown group {row['group']!r}")
        kind = PeopleNoun(row["group"], row.get("hostile", False), row.get("own", False))
        for word in _words(row):
            people.setdefault(word, kind)
            if not word.endswith(_IRREGULAR):
                if not word.endswith("s") and not row.get("collective", False):
                    singular.add(word)
                people.setdefault(_plural(word), kind)

    def verb(row: dict[str, Any]) -> None:
        if row["takes"] not in ("object", "subject"):
            raise BadRow(f"takes is {row['takes']!r}")
        for line in row["forms"]:
            forms = line.split()
            if len(forms) != len(_FORMS):
                raise BadRow(f"{line!r} does not have five forms")
            for word in forms:
                which = frozenset(name for name, form in zip(_FORMS, forms, strict=True) if form == word)
                verbs[word] = OutcomeVerb(_outcome(row), row["takes"], which, row.get("strict", False))

    list(rows(table, "noun", noun))
    list(rows(table, "verb", verb))
    list(rows(table, "noun_of", lambda row: nouns.update(dict.fromkeys(_words(row), _outcome(row)))))
    list(rows(table, "state", lambda row: states.update(dict.fromkeys(_words(row), _outcome(row)))))

    def thing(row: dict[str, Any]) -> None:
        for word in _words(row):
            things.update((word, _plural(word)))

    list(rows(table, "thing", thing))
    return CasualtyWords(people, verbs, nouns, states, frozenset(things), frozenset(singular))
