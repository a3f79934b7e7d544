"""Where words go: data to stdout, everything else to stderr."""

from __future__ import annotations

import sys
import time

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

    A terminal gets one line that is overwritten, a log file a line every ten seconds.
    """

    QUIET_S = 3.0

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._begun = self._shown = time.monotonic()
        self._count = 0

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if now - self._begun < self.QUIET_S or now - self._shown < (0.5 if terminal else 10):
            return
        self._shown = now
        rate = self._count / (now - self._begun)
        line = f"{self._count:,} {self._noun} read, {rate:.1f} a second"
        sys.stderr.write(f"\r{line} " if terminal else f"{line}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """End the line, if one was begun."""
        if sys.stderr.isatty() and self._shown != self._begun:
            sys.stderr.write("\n")
