"""Files that commands write: whole or not at all, with a message where they cannot be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterclaim.errors import CounterclaimError


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to, which takes its place at the end; CC123 where it cannot.

    What stood there stays when writing breaks off.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
    except OSError as error:
        raise _failed(path, error) from error
    draft = Path(name)
    try:
        yield draft
        # mkstemp makes a file only its owner can read; what a person asked to be written others may see.
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(path)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _failed(path: Path, error: OSError) -> CounterclaimError:
    return CounterclaimError(
        "CC123",
        f"{path} could not be written.",
        f"{error.strerror or error}.",
        "Name a file in a folder that exists.",
    )
