"""Inputs cut into shards, each of which one task reads into one file of claims."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from counterclaim import __version__
from counterclaim.batch.claims_parquet import write_claims
from counterclaim.batch.inputs import open_inputs
from counterclaim.intake import Defaults, Problem
from counterclaim.intake.readers import read_bytes, walk
from counterclaim.intake.sandbox import Sandbox
from counterclaim.model import Reading, Report

#: JSON Lines are cut into 64 pieces, none smaller than some fifty articles (five seconds' reading) and none
#: larger than what one task may hold. The size of the file alone decides, so that the same file is always cut
#: alike and a repeated task finds what it has written.
_PIECES, _LEAST, _MOST = 64, 128_000, 16_000_000
_BLOCK = 1_000_000

Read = Callable[[Iterable[Report | Problem]], Iterator[Reading | Problem]]


@dataclass(frozen=True, slots=True)
class Shard:
    """A file, or the bytes from ``start`` to ``end`` of one of lines.

    >>> Shard("a.warc.gz").end is None
    True
    """

    path: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: its file of claims, what is in it, and whether it was there already."""

    shard: Shard
    file: str
    counts: dict[str, int]
    before: bool = False


def shards(places: Iterable[str]) -> Iterator[Shard | Problem]:
    """The shards of files, folders and patterns, in order; addresses and standard input have none.

    >>> [found.code for found in shards(["no such file"])]
    ['CC101']
    """
    for place in places:
        path = Path(place).absolute()
        if place == "-" or "://" in place:
            yield Problem(place, "CC803", "cannot be cut into shards", "Name a file or a folder.")
        elif path.is_dir():
            for found in walk(path):
                yield from [found] if isinstance(found, Problem) else _cut(found)
        elif path.is_file():
            yield from _cut(path)
        else:
            yield Problem(place, "CC101", "does not exist", "Check the spelling of the path.")


def _cut(path: Path) -> Iterator[Shard]:
    size = path.stat().st_size
    piece = min(_MOST, max(_LEAST, size // _PIECES))
    if size <= piece or not _of_json_lines(path):
        yield Shard(str(path))
        return
    with path.open("rb") as file:
        start = 0
        while start < size:
            file.seek(min(start + piece, size))
            file.readline()
            yield Shard(str(path), start, file.tell())
            start = file.tell()


def _of_json_lines(path: Path) -> bool:
    with path.open("rb") as file:
        lines = [file.readline(_BLOCK) for _ in range(2)]
    return all(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines)


def claims_file(shard: Shard, defaults: Defaults) -> str:
    """The name of a shard's file of claims: a hash of its bytes, the person's word and the reader."""
    hashed = hashlib.sha256(
        repr((__version__, defaults.published, defaults.outlet, defaults.columns, defaults.fetch)).encode()
    )
    with Path(shard.path).open("rb") as file:
        file.seek(shard.start)
        left = shard.end - shard.start if shard.end is not None else -1
        while left and (block := file.read(_BLOCK if left < 0 else min(_BLOCK, left))):
            hashed.update(block)
            left = left - len(block) if left > 0 else left
    return f"claims-{hashed.hexdigest()[:32]}.parquet"


def shard_to_claims(shard: Shard, folder: str, defaults: Defaults, read: Read) -> Done:
    """Read a shard into its file of claims in a folder; where that stands already, nothing is done.

    Pure but for that file: the same shard gives the same one, whoever reads it and however often.
    """
    path = Path(folder) / claims_file(shard, defaults)
    if path.exists():
        return Done(shard, str(path), {}, before=True)
    return Done(shard, str(path), write_claims(path, read(_inputs(shard, defaults))))


def _inputs(shard: Shard, defaults: Defaults) -> Iterator[Report | Problem]:
    if shard.end is None:
        yield from (found for found in open_inputs([shard.path], defaults) if not isinstance(found, Reading))
        return
    with Path(shard.path).open("rb") as file, Sandbox() as sandbox:
        file.seek(shard.start)
        data = file.read(shard.end - shard.start)
        yield from read_bytes(data, shard.path, sandbox, defaults)
