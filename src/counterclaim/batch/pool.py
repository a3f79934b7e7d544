"""Reading in several processes, in order, through the death of any of them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

from counterclaim.batch.worker import ONE_THREAD, receive, send
from counterclaim.errors import CounterclaimError
from counterclaim.model import Reading, Report, Unread

T = TypeVar("T")
Read = Callable[[Iterable[Report]], Iterator[Reading]]

#: Reports that go to a process together: enough that sending them is nothing beside reading them, few enough
#: that little is read again when a process dies, and that all share the last ones of a run.
CHUNK = 8
#: Lists that wait for each process, so that all go on reading while a batch is written: at 15 articles a
#: second each, 4 seconds.
_AHEAD = 8
#: Lists read or being read ahead of the one that is due, for each process. One report of 400,000 characters
#: takes as long as a hundred articles; the others read on meanwhile. 32 lists of articles are 5 MB.
_WINDOW = 32
#: Reports below which no process is started: to load the model again takes as long as reading so many.
FEW = 24
_PROGRAM = "from counterclaim.batch.worker import main; main()"
#: Deaths in which a report may be alone before it is left unread, and starts that may fail.
_DEATHS, _STARTS = 2, 3


@dataclass(eq=False, slots=True)
class _Task:
    """Some reports on their way, with what only keeps its place among them."""

    items: list[Any]
    readings: list[Reading] | None = None
    deaths: int = 0
    parts: list[_Task] = field(default_factory=list)

    @property
    def reports(self) -> list[Report]:
        return [item for item in self.items if isinstance(item, Report)]

    @property
    def done(self) -> bool:
        return self.readings is not None or (bool(self.parts) and all(part.done for part in self.parts))

    def results(self) -> Iterator[Any]:
        """Everything in its place, reports as read."""
        found = self.readings
        if found is None:
            found = [reading for part in self.parts for reading in part.readings or ()]
        readings = iter(found)
        for item in self.items:
            yield next(readings) if isinstance(item, Report) else item


class Pool:
    """Processes that read; started when there is enough to read, ended by `close`.

    The readings come in the order of the reports and are what reading them here would give. A process that
    dies is replaced and what it had is read again; a report with which two die is left unread, with that as
    its reason. With ``jobs`` 1 everything is read here, and ``read`` may say by what. One pool reads one
    stream at a time.

    >>> with Pool(2) as pool:
    ...     [str(found)[:7] for found in pool.read([Report("Calm."), "a mark"])]
    ['Reading', 'a mark']
    """

    def __init__(
        self, jobs: int, *, model: str | None = None, rules_only: bool = False, read: Read | None = None
    ) -> None:
        self.jobs = max(1, jobs)
        self._options = {"model": model, "rules_only": rules_only}
        self._here = read
        self._changed = threading.Condition()
        self._waiting: deque[_Task] = deque()
        self._hands: list[_Hand] = []
        self._failure: CounterclaimError | None = None
        self._closed = False
        self._reports = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; what they were reading is dropped."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        for hand in self._hands:
            hand.kill()
        for hand in self._hands:
            hand.thread.join()
        self._hands.clear()

    @property
    def pids(self) -> list[int]:
        """The processes at work, by their system numbers."""
        return [pid for hand in self._hands if (pid := hand.pid) is not None]

    def read(self, items: Iterable[Report | T]) -> Iterator[Reading | T]:
        """Readings in the places of the reports; everything else passes, in its place."""
        source = iter(items)
        order: deque[_Task] = deque()
        exhausted = False
        self._reports = 0
        while True:
            while (
                not exhausted and len(order) < _WINDOW * self.jobs and len(self._waiting) < _AHEAD * self.jobs
            ):
                taken = _take(source)
                if not taken:
                    exhausted = True
                    break
                task = _Task(taken)
                order.append(task)
                if task.reports:
                    self._reports += len(task.reports)
                    with self._changed:
                        self._waiting.append(task)
                        self._changed.notify()
                else:
                    task.readings = []
                if order[0].done or self.jobs == 1:
                    break
            if (
                self.jobs > 1
                and not self._hands
                and (self._reports >= FEW or len(order) >= _WINDOW * self.jobs)
            ):
                self._hands += [_Hand(self, self._options) for _ in range(self.jobs)]
            while order and order[0].done:
                yield from order.popleft().results()
            if not order:
                if exhausted:
                    return
            elif not self._hands and (exhausted or self.jobs == 1):
                self._waiting.popleft()
                order[0].readings = list(self.read_here(order[0].reports))
            elif self._hands and (exhausted or len(self._waiting) >= _AHEAD * self.jobs):
                self._wait_for(order[0])

    @property
    def reading(self) -> bool:
        """Whether any report has been read so far, as opposed to passed by."""
        return self._reports > 0

    def read_here(self, reports: list[Report]) -> Iterator[Reading]:
        """Readings made in this process."""
        if self._here is None:
            from counterclaim.language import DEFAULT_MODEL, annotator
            from counterclaim.reading.read import read_many

            engine = annotator(self._options["model"] or DEFAULT_MODEL)
            rules_only = bool(self._options["rules_only"])
            self._here = lambda found: read_many(found, engine, keep_going=True, rules_only=rules_only)
        return self._here(reports)

    def _wait_for(self, task: _Task) -> None:
        with self._changed:
            self._changed.wait_for(lambda: task.done or self._failure is not None)
        if self._failure is not None:
            raise self._failure

    # What the threads of the processes call.

    def next_task(self) -> _Task | None:
        """The next list to read; None when the pool is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting)
            return None if self._closed else self._waiting.popleft()

    def finish(self, task: _Task, readings: list[Reading]) -> None:
        """A list has been read."""
        with self._changed:
            task.readings = readings
            self._changed.notify_all()

    def lost(self, task: _Task, how: str) -> None:
        """A process died over a list: it is read again, report by report."""
        with self._changed:
            if self._closed:
                return
            if len(task.reports) > 1:
                task.parts = [_Task([report]) for report in task.reports]
                self._waiting.extendleft(reversed(task.parts))
            else:
                task.deaths += 1
                if task.deaths < _DEATHS:
                    self._waiting.appendleft(task)
                else:
                    task.readings = [_unread(task.reports[0], how)]
            self._changed.notify_all()

    def fail(self, error: CounterclaimError) -> None:
        """Reading cannot go on."""
        with self._changed:
            self._failure = self._failure or error
            self._changed.notify_all()


class _Hand:
    """A thread with a process: hands it lists, takes what was read, replaces it when it dies."""

    def __init__(self, pool: Pool, options: dict[str, Any]) -> None:
        self._pool = pool
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self.thread = threading.Thread(target=self._work, name="reading", daemon=True)
        self.thread.start()

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def kill(self) -> None:
        """End its process."""
        self._ended = True
        if self._process is not None:
            self._process.kill()

    def _work(self) -> None:
        try:
            stillborn = 0
            while not self._ended:
                with self._start() as process:
                    self._process = process
                    began = not self._ended and self._serve(process)
                    process.kill()
                stillborn = 0 if began else stillborn + 1
                if stillborn >= _STARTS and not self._ended:
                    raise CounterclaimError(
                        "CC801",
                        "No process that reads could be started.",
                        f"It ended before it began ({_how(process)}).",
                        "Run it with --jobs 1; if that works, there is too little memory for more.",
                    )
        except CounterclaimError as error:
            self._pool.fail(error)
        except Exception as error:
            why = f"{type(error).__name__}: {error}."
            self._pool.fail(
                CounterclaimError("CC801", "Reading in processes failed.", why, "Run it with --jobs 1.")
            )

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: a file json.py in a folder of untrusted reports must not be imported.
        return subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | ONE_THREAD,
        )

    def _serve(self, process: subprocess.Popen[bytes]) -> bool:
        """Lists to one process until it dies or the pool is closed; whether it had begun to work."""
        to, back = process.stdin, process.stdout
        assert to is not None and back is not None  # noqa: S101, PT018 - pipes were asked for
        task: _Task | None = None
        began = False
        try:
            send(to, self._options)
            greeting = receive(back)
            if isinstance(greeting, tuple):
                raise CounterclaimError(*greeting)
            began = True
            while (task := self._pool.next_task()) is not None:
                send(to, task.reports)
                self._pool.finish(task, receive(back))
        except (EOFError, OSError):
            if task is not None:
                process.wait()
                self._pool.lost(task, _how(process))
        return began


def _how(process: subprocess.Popen[bytes]) -> str:
    code = process.poll() or 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _unread(report: Report, how: str) -> Reading:
    reason = f"the process that read it died {_DEATHS} times ({how}); please tell us, with the report"
    return Reading(report, unread=(Unread(0, len(report.text), reason),))


def _take(source: Iterator[Any]) -> list[Any]:
    """The next reports with what stands among them, not more than is soon there."""
    taken: list[Any] = []
    reports = 0
    for item in source:
        taken.append(item)
        reports += isinstance(item, Report)
        if reports == CHUNK or len(taken) == 2 * CHUNK:
            break
    return taken
