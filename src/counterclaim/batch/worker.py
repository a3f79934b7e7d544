"""A process that reads reports for another (`counterclaim.batch.pool`).

It is started afresh, not forked, loads the model once, and takes lists of reports from its standard input
until that ends. Framing: eight bytes of length, then a pickle; both ends are ours.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Mapping
from typing import IO, Any

#: One thread for each library: the processes are the parallelism, and threads that spin would fight them.
ONE_THREAD: Mapping[str, str] = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_LENGTH = 8


def send(stream: IO[bytes], what: Any) -> None:
    """Write one message; ``OSError`` where the other end is gone."""
    data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; ``EOFError`` at the end, also in the middle of one.

    >>> import io
    >>> box = io.BytesIO()
    >>> send(box, ["a report"])
    >>> receive(io.BytesIO(box.getvalue()))
    ['a report']
    """
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError
    size = int.from_bytes(head, "little")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process, through a pipe that no one else holds


def _serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    from counterclaim.errors import CounterclaimError
    from counterclaim.language import annotator
    from counterclaim.reading.read import read_many

    try:
        options = receive(tasks)
        engine = annotator(options["model"]) if options["model"] else annotator()
    except CounterclaimError as error:
        send(answers, error.args)
        return
    send(answers, "ready")
    while True:
        reports = receive(tasks)
        send(answers, list(read_many(reports, engine, keep_going=True, rules_only=options["rules_only"])))


def main() -> None:
    """Serve until the other end is gone. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        _serve(sys.stdin.buffer, answers)
    except (EOFError, BrokenPipeError):
        return
