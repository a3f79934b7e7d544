"""The same reading on Ray: a cluster by its address, or this machine. Needs the extra ``counterclaim[ray]``.

A task reads one shard into one file of claims, named by what it was made from. A task that is lost with its
worker is run again by Ray and finds either nothing or the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from counterclaim.batch.pool import Pool
from counterclaim.batch.shards import Done, Shard, shard_to_claims
from counterclaim.batch.worker import ONE_THREAD
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults

#: Times a task is run again when its worker dies.
_RETRIES = 5
#: Tasks handed to Ray ahead of those at work, for each core.
_AHEAD = 2


def read_on_ray(
    shards: Iterable[Shard], folder: str, defaults: Defaults, *, address: str | None = None, jobs: int = 1
) -> Iterator[Done]:
    """Read shards into files of claims in ``folder``, as they are done.

    With an ``address`` the cluster's own cores count and ``folder`` and the shards must lie where every node
    sees them; else Ray is started here with ``jobs`` cores and stopped at the end. Raises CC804 where Ray is
    not installed or not reached, CC805 where a shard cannot be read on it.
    """
    ray = _ray()
    options: dict[str, Any] = {"log_to_driver": False, "runtime_env": {"env_vars": dict(ONE_THREAD)}}
    own = address is None and not ray.is_initialized()
    try:
        if own:
            ray.init(num_cpus=jobs, include_dashboard=False, **options)
        elif not ray.is_initialized():
            ray.init(address=address, **options)
    except Exception as error:
        raise _unusable(f"{type(error).__name__}: {error}.") from error
    try:
        yield from _run(ray, iter(shards), folder, defaults)
    finally:
        if own:
            ray.shutdown()


def _run(ray: Any, shards: Iterator[Shard], folder: str, defaults: Defaults) -> Iterator[Done]:
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(_read_shard)
    cores = int(ray.cluster_resources().get("CPU", 1))
    pending: dict[Any, Shard] = {}
    while True:
        for shard in islice(shards, cores * (1 + _AHEAD) - len(pending)):
            pending[task.remote(shard, folder, defaults)] = shard
        if not pending:
            return
        ready, _ = ray.wait(list(pending), num_returns=1)
        for reference in ready:
            shard = pending.pop(reference)
            try:
                yield ray.get(reference)
            except ray.exceptions.RayError as error:
                cause = getattr(error, "cause", None)
                if isinstance(cause, CounterclaimError):
                    raise CounterclaimError(*cause.args) from error
                raise CounterclaimError(
                    "CC805",
                    f"{shard.path} could not be read on Ray.",
                    f"{type(error).__name__}: {str(error).strip().splitlines()[-1][:300]}.",
                    "Run the same command again: what is done is kept. Or read it here, without --engine.",
                ) from error


def _read_shard(shard: Shard, folder: str, defaults: Defaults) -> Done:
    # The model stays loaded in Ray's process for the tasks to come (`counterclaim.language.annotator`).
    with Pool(1) as pool:
        return shard_to_claims(shard, folder, defaults, pool.read)


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise _unusable("It is not installed.") from error
    return ray


def _unusable(why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC804",
        "Ray cannot be used.",
        why,
        "Install it (pip install 'counterclaim[ray]') or check --ray-address; without --engine, this "
        "machine's cores are used.",
    )
