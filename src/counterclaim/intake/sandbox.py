"""Parsers that may hang or swell on hostile input, in a process of their own that can be ended.

The child gets a document and gives back JSON. It may use so much memory, so much time, write no file, and
is replaced when it breaks. Which documents go there is said where each task is called.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from counterclaim.intake.budget import Refusal

#: Wall seconds for one document. The slowest honest one of ours, a PDF of 400 pages, takes 4.
SECONDS = 12.0
#: Address space of the child. Parsing the longest document we take, 16 MB, needs half of it.
MEMORY = 1_000_000_000
#: A child is replaced when it holds this much, so that one swollen document does not stay in memory.
_SWOLLEN_KB = 400_000
_ANSWER = 200_000_000

TASKS = ("pdf", "feed", "html", "mail")


class Sandbox:
    """The child process, started when first needed; `close` ends it.

    >>> with Sandbox() as sandbox:
    ...     sandbox.run("html", b"<p>Too little.</p>")
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, task: str, data: bytes, **given: str | None) -> Any:
        """What the task gives for the data; `Refusal` CC144 when it takes too long or too much."""
        child = self._child if self._child is not None and self._child.poll() is None else self._start()
        head = json.dumps({"task": task, "size": len(data), "given": given}).encode() + b"\n"
        try:
            if child.stdin is not None:
                child.stdin.write(head)
                child.stdin.write(data)
                child.stdin.flush()
            answer = self._answers.get(timeout=self._seconds)
        except (queue.Empty, OSError):
            answer = None
        if answer is None:
            self.close()
            raise _refused("it broke its parser, or took more time or memory than it may")
        found = json.loads(answer)
        if "failed" in found:
            raise _refused(str(found["failed"]))
        if found.get("last"):
            self.close()
        return found["found"]

    def close(self) -> None:
        """End the child at once; a later `run` starts another."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        # -P: a file json.py in a folder of untrusted reports must not be imported.
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "counterclaim.intake.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        self._child = child
        return child


def _refused(why: str) -> Refusal:
    return Refusal(
        "CC144", f"could not be parsed ({why[:200]})", "Save its text as a plain file and read that."
    )


def _listen(child: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    """Put every answer of the child into the queue, and None when it is gone."""
    pipe = child.stdout
    try:
        while pipe is not None and (head := pipe.readline(40)):
            size = int(head)
            answers.put(pipe.read(size) if size <= _ANSWER else None)
    except (OSError, ValueError):
        pass
    answers.put(None)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where time alone is bounded
        return
    for which, bound in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(which, (bound, bound))
        except (ValueError, OSError):
            continue


def _swollen() -> bool:
    try:
        import resource
    except ImportError:
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _SWOLLEN_KB


def _perform(task: str, data: bytes, given: dict[str, Any]) -> Any:
    if task == "pdf":
        from counterclaim.intake.pdf import pdf_content

        return pdf_content(data)
    if task == "feed":
        from counterclaim.intake.feeds import feed_content

        return feed_content(data)
    if task == "mail":
        from counterclaim.intake.eml import mail_content

        return mail_content(data)
    from counterclaim.intake.pages import page_content

    return page_content(data.decode("utf-8", "replace"), given.get("url"))


def _serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    _limit()
    while line := stdin.readline():
        asked = json.loads(line)
        data = stdin.read(asked["size"])
        answer: dict[str, Any]
        try:
            answer = {"found": _perform(asked["task"], data, asked["given"])}
            if _swollen():
                answer["last"] = True
            out = json.dumps(answer).encode()
        except MemoryError:
            return
        except Exception as error:  # whatever a parser raises on hostile bytes is an answer
            out = json.dumps({"failed": f"{type(error).__name__}: {str(error)[:150]}"}).encode()
        stdout.write(b"%d\n" % len(out))
        stdout.write(out)
        stdout.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
