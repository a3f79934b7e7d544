"""``counterclaim add --claims`` and ``--engine ray``: shards to files of claims, and on to the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim.batch.claims_parquet import read_claims
from counterclaim.batch.pool import Pool
from counterclaim.batch.ray_engine import read_on_ray
from counterclaim.batch.shards import Done, Shard, shard_to_claims, shards
from counterclaim.cli.console import Progress, complain
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem
from counterclaim.model import Reading

ENGINES = ("local", "ray")


@dataclass(slots=True)
class Written:
    """What became of the shards, in their order; and of inputs that are none."""

    folder: Path
    files: dict[Shard, Done] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Inputs that were lost before any shard was made of them."""
        return sum(problem.lost for problem in self.problems)

    def stream(self) -> Iterator[Reading | Problem]:
        """Everything that is in the files, shard by shard, for the ledger."""
        yield from self.problems
        for done in self.files.values():
            yield from read_claims(Path(done.file))

    def summary(self, *, as_json: bool) -> str:
        """What was written, in one line."""
        before = sum(done.before for done in self.files.values())
        total = {
            name: sum(done.counts.get(name, 0) for done in self.files.values())
            for name in ("reports", "claims", "problems")
        }
        if as_json:
            return json.dumps(total | {"folder": str(self.folder), "files": len(self.files), "old": before})
        return (
            f"{len(self.files):,} files of claims in {self.folder}, {before:,} of them from before: "
            f"{total['reports']:,} reports and {total['claims']:,} claims new, "
            f"{total['problems']:,} problems."
        )


def write_claims_of(
    paths: Iterable[str], folder: Path, defaults: Defaults, engine: str, address: str | None, jobs: int
) -> Written:
    """Read everything into files of claims in ``folder``; those that are there already stay as they are."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CounterclaimError(
            "CC802", f"{folder} cannot be made.", f"{error.strerror or error}.", "Choose another folder."
        ) from error
    folder = folder.resolve()
    written = Written(folder)
    found: list[Shard] = []
    for one in shards(paths):
        if isinstance(one, Problem):
            complain(str(one))
            written.problems.append(one)
        else:
            found.append(one)
    progress = Progress(f"of {len(found):,} shards")
    done: dict[Shard, Done] = {}
    for ready in _run(found, folder, defaults, engine, address, jobs):
        done[ready.shard] = ready
        progress.step("skipped" if ready.before else "read")
    progress.close()
    written.files = {shard: done[shard] for shard in found}
    return written


def _run(
    found: list[Shard], folder: Path, defaults: Defaults, engine: str, address: str | None, jobs: int
) -> Iterator[Done]:
    if engine == "ray":
        yield from read_on_ray(found, str(folder), defaults, address=address, jobs=jobs)
        return
    with Pool(jobs) as pool:
        for shard in found:
            yield shard_to_claims(shard, str(folder), defaults, pool.read)


def size_of(paths: Iterable[str]) -> int | None:
    """The bytes of files and folders together; None where an input is none of these."""
    total = 0
    for given in paths:
        path = Path(given)
        try:
            if path.is_file():
                total += path.stat().st_size
            elif path.is_dir():
                total += sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
            else:
                return None
        except (OSError, ValueError):
            return None
    return total
