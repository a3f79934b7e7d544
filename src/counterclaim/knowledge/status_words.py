"""The words that say whether a way through is open: ways, traffic, states, scopes and governors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

from counterclaim.knowledge.toml_table import BadRow, rows
from counterclaim.model import State

#: What a word above a state does to it: makes it a plan, an act carried out, a wish (so the opposite
#: holds now), or something feared or weighed (so nothing is said of now).
Force = Literal["expected", "done", "wished", "feared"]
_STATES = ("open", "partially open", "closed", "reopened")
_FORCES = ("expected", "done", "wished", "feared")


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set, for short lists that belong to one rule and not to a table.

    >>> sorted(word_set("shut closed"))
    ['closed', 'shut']
    """
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Way:
    """A noun for a way through. ``weak`` nouns (port, gate) have other uses and need a name or "the".

    >>> status_words().ways["crossings"].plural
    True
    """

    word: str
    family: str
    plural: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class StateVerb:
    """A verb form that opens or closes; ``of`` says what it is said of: a way, traffic, or both.

    >>> status_words().verbs["shuts"].state
    'closed'
    """

    lemma: str
    state: State
    of: Literal["way", "traffic", "both"]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """All tables, keyed by lower-case word form. ``compounds``: head noun to (words before it, family).

    >>> status_words().scopes["lorries"], status_words().governors["urged"]
    ('trucks', 'wished')
    """

    ways: Mapping[str, Way]
    compounds: Mapping[str, tuple[frozenset[str], str]]
    traffic: Mapping[str, str]
    scopes: Mapping[str, str]
    verbs: Mapping[str, StateVerb]
    adjectives: Mapping[str, State]
    nouns: Mapping[str, State]
    governors: Mapping[str, Force]


def _state(row: dict[str, Any]) -> State:
    if row["state"] not in _STATES:
        raise BadRow(f"state is {row['state']!r}, not one of {', '.join(_STATES)}")
    return cast(State, row["state"])


def _verb(row: dict[str, Any]) -> tuple[list[str], StateVerb]:
    if row["of"] not in ("way", "traffic", "both"):
        raise BadRow(f"of is {row['of']!r}, not way, traffic or both")
    return list(row["forms"]), StateVerb(row["lemma"], _state(row), row["of"])


def _governor(row: dict[str, Any]) -> tuple[str, Force]:
    if row["force"] not in _FORCES:
        raise BadRow(f"force is {row['force']!r}, not one of {', '.join(_FORCES)}")
    return row["word"], cast(Force, row["force"])


@lru_cache(maxsize=1)
def status_words() -> StatusWords:
    """Load ``tables/status_words.toml``. Raises `CounterclaimError` CC202 for a row that cannot be used.

    >>> status_words().adjectives["impassable"]
    'closed'
    """
    table = "status_words"
    return StatusWords(
        ways=dict(
            rows(table, "way", lambda r: (r["word"], Way(r["word"], r["family"], r["plural"], r["weak"])))
        ),
        compounds=dict(rows(table, "compound", lambda r: (r["word"], (frozenset(r["before"]), r["family"])))),
        traffic=dict(rows(table, "traffic", lambda r: (r["word"], r["scope"]))),
        scopes=dict(rows(table, "scope", lambda r: (r["word"], r["scope"]))),
        verbs={form: verb for forms, verb in rows(table, "verb", _verb) for form in forms},
        adjectives=dict(rows(table, "adjective", lambda r: (r["word"], _state(r)))),
        nouns=dict(rows(table, "noun", lambda r: (r["word"], _state(r)))),
        governors=dict(rows(table, "governor", _governor)),
    )
