"""Where words go: data to stdout, everything else to stderr."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable

from rich.console import Console

from counterclaim.errors import CounterclaimError

#: Width of a table that goes to a file or a pipe, where no terminal says how wide it is.
PIPED_WIDTH = 140


def output() -> Console:
    """The console for data."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)


def complain(error: CounterclaimError | str) -> None:
    """Tell the person on stderr."""
    sys.stderr.write(f"{error}\n")


class Progress:
    """A count on stderr for work that takes long: nothing in the first seconds, then now and then.

    A terminal gets one line that is overwritten, a log file a line every ten seconds. With ``total``, the
    bytes of the input, and told of what is `taken` and `opened`, it says how much time is left.

    >>> told = iter(range(0, 100, 10))
    >>> progress = Progress("reports", total=400, clock=lambda: next(told))
    >>> progress.taken(200)
    >>> for outcome in ("read", "skipped", "failed"):
    ...     progress.opened()
    ...     progress.step(outcome, show=False)
    >>> progress.line(40.0)
    '3 reports, 0.1 a second; 1 skipped, 1 failed; 40 s left'
    """

    QUIET_S = 3.0
    #: Seconds over which the rate is taken: what is skipped goes a hundred times faster than what is read.
    WINDOW_S = 30.0

    def __init__(
        self, noun: str, *, total: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._noun = noun
        self._clock = clock
        self._begun = self._shown = clock()
        self._counts = {"read": 0, "skipped": 0, "failed": 0}
        self._total, self._taken, self._opened = total, 0, 0
        self._marks: deque[tuple[float, int]] = deque([(self._begun, 0)])

    def taken(self, size: int) -> None:
        """So many bytes of the input are behind us."""
        self._taken += size

    def opened(self) -> None:
        """One more input has been found in them."""
        self._opened += 1

    def step(self, outcome: str = "read", *, show: bool = True) -> None:
        """One more is done."""
        self._counts[outcome] += 1
        now = self._clock()
        if now - self._marks[-1][0] >= 1:
            self._marks.append((now, self._done))
            while now - self._marks[1][0] > self.WINDOW_S:
                self._marks.popleft()
        terminal = sys.stderr.isatty()
        if not show or now - self._begun < self.QUIET_S or now - self._shown < (0.5 if terminal else 10):
            return
        self._shown = now
        line = self.line(now)
        sys.stderr.write(f"\r{line}\x1b[K" if terminal else f"{line}\n")
        sys.stderr.flush()

    @property
    def _done(self) -> int:
        return sum(self._counts.values())

    def line(self, now: float) -> str:
        """How far it is at a moment of the clock."""
        then, before = self._marks[0]
        rate = (self._done - before) / max(now - then, 0.001)
        parts = [f"{self._done:,} {self._noun}, {rate:.1f} a second"]
        told = [f"{self._counts[name]:,} {name}" for name in ("skipped", "failed") if self._counts[name]]
        if told:
            parts.append(", ".join(told))
        if self._total and self._taken and self._opened and rate:
            ahead = self._opened * max(0, self._total - self._taken) / self._taken
            parts.append(f"{_duration((ahead + self._opened - self._done) / rate)} left")
        return "; ".join(parts)

    def close(self) -> None:
        """End the line, if one was begun."""
        if sys.stderr.isatty() and self._shown != self._begun:
            sys.stderr.write("\n")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
