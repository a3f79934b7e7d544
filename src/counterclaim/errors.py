"""Errors a person can act on: a code, what happened, why, and what to do next."""

from __future__ import annotations


class CounterclaimError(Exception):
    """A failure told in three parts, with a stable code.

    Codes: ``CC1xx`` input, ``CC2xx`` knowledge tables, ``CC3xx`` language model,
    ``CC4xx`` network, ``CC5xx`` evaluation, ``CC6xx`` ledger, ``CC7xx`` desk,
    ``CC8xx`` many at once. ``exit_code`` is 1 when something failed and 2 when the command was used wrongly.

    >>> str(CounterclaimError("CC101", "Cannot read a.txt.", "The file does not exist.", "Check the path."))
    '[CC101] Cannot read a.txt. The file does not exist. Check the path.'
    """

    def __init__(self, code: str, what: str, why: str, do: str, *, exit_code: int = 1) -> None:
        super().__init__(code, what, why, do)
        self.code = code
        self.what = what
        self.why = why
        self.do = do
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"[{self.code}] {self.what} {self.why} {self.do}"
