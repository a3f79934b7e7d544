"""A ledger that does not count the same twice: dear answers are kept until something is added or judged."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, cast

from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import Page, SourceRow
from counterclaim.model import CrossingTimeline, Speaker, Told

_Answer = TypeVar("_Answer")

#: Answers that are kept; those not asked for the longest go first. The largest has some ten thousand keys.
_KEPT = 128


class Remembering(Ledger):
    """`Ledger` whose counts over the whole of it (sources, crossings on a day) are made once a revision.

    They grow with the ledger: a list of sources counts every claim. Many readers who ask for the same at
    once wait for one of them.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Remembering.open(f"{folder}/a.db") as ledger:
    ...     ledger.sources() is ledger.sources()
    True
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._turn = threading.Lock()
        self._answers: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()

    def sources(
        self,
        *,
        side: str | None = None,
        name: str | None = None,
        as_of: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[SourceRow]:
        """As `Ledger.sources`."""
        ask = super().sources
        asked = {"side": side, "name": name, "as_of": as_of, "after": after, "limit": limit}
        return self._once("sources", asked, lambda: ask(**cast(Any, asked)))

    def source(self, number: int, *, as_of: str | None = None) -> tuple[Speaker, ...]:
        """As `Ledger.source`."""
        ask = super().source
        return self._once("source", {"number": number, "as_of": as_of}, lambda: ask(number, as_of=as_of))

    def crossings(
        self,
        *,
        as_of: str | None = None,
        on: str | None = None,
        every: bool = False,
        after: str | None = None,
        limit: int = 25,
    ) -> Page[CrossingTimeline]:
        """As `Ledger.crossings`."""
        ask = super().crossings
        asked = {"as_of": as_of, "on": on, "every": every, "after": after, "limit": limit}
        if as_of is None and on is None:
            return ask(**cast(Any, asked))
        return self._once("crossings", asked, lambda: ask(**cast(Any, asked)))

    def crossing(
        self, facility: str, *, as_of: str | None = None, on: str | None = None
    ) -> tuple[CrossingTimeline, tuple[Told, ...]]:
        """As `Ledger.crossing`."""
        ask = super().crossing
        asked = {"facility": facility, "as_of": as_of, "on": on}
        return self._once("crossing", asked, lambda: ask(facility, as_of=as_of, on=on))

    def _once(self, name: str, asked: dict[str, Any], ask: Callable[[], _Answer]) -> _Answer:
        key = (name, self.revision().tag, *asked.values())
        with self._turn:
            kept = self._answers.pop(key, None) or _Kept()
            self._answers[key] = kept
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        with kept.turn:
            if not kept.made:
                kept.answer = ask()
                kept.made = True
            return cast(_Answer, kept.answer)


class _Kept:
    """An answer, once it is made."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.made = False
        self.answer: object = None
