"""Build step: make the gazetteer before the package is packed or installed for editing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Write `knowledge/data/places.idx` when it is missing or older than what it is made from.

    The file is git-ignored, so it is named as an artifact here. An sdist carries it: a wheel made from
    the sdist does not build it again.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files (also for an editable install)."""
        root = Path(self.root)
        out = root / "src/counterclaim/knowledge/data/places.idx"
        made_from = [
            root / "tools/build_gazetteer.py",
            root / "tools/gazetteer/admin.tsv",
            root / "src/counterclaim/knowledge/gazetteer_index.py",
        ]
        present = [path for path in made_from if path.is_file()]
        stale = out.is_file() and any(path.stat().st_mtime > out.stat().st_mtime for path in present)
        if not out.is_file() or stale:
            sys.path.insert(0, str(root / "tools"))
            from build_gazetteer import build

            build(out)
        build_data["artifacts"].append("src/counterclaim/knowledge/data/places.idx")
