"""What a watch remembers: one holder, no lost entries, damage told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake.watch_state import Entry, Feed, WatchState


def test_all_of_an_entry_comes_back(tmp_path: Path) -> None:
    entry = Entry(
        "k", "https://a.example/1", "f", {"text": "Ünread"}, "d", False, 7.5, 2, '"e"', "m", "r_1", 3, "id"
    )
    feed = Feed("f", '"1"', "Thu", 9.0, 2, 3.0)
    with WatchState(tmp_path / "w") as state:
        state.list_entries(feed, [entry])
    with WatchState(tmp_path / "w") as state:
        assert (state.entry("k"), state.feed("f"), state.entry_of("f", "id")) == (entry, feed, entry)
        assert (state.entry("none"), state.feed("g")) == (None, Feed("g"))


def test_what_waits_comes_first_and_what_is_not_due_does_not(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state:
        dues = {
            "look": (False, 1.0),
            "late": (True, 5.0),
            "early": (True, 2.0),
            "later": (True, 99.0),
            "done": (False, None),
        }
        for key, (waiting, due) in dues.items():
            state.put(Entry(key, "u", "f", waiting=waiting, due=due))
        assert [entry.key for entry in state.due_entries(10.0)] == ["early", "late", "look"]
        assert state.waiting() == 3


def test_one_watch_at_a_time(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w"), pytest.raises(CounterclaimError, match="CC410"):
        WatchState(tmp_path / "w")
    WatchState(tmp_path / "w").close()


def test_a_damaged_file_and_a_newer_one_are_told(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"noise" * 1000)
    (tmp_path / "folder").mkdir()
    with sqlite3.connect(tmp_path / "newer") as base:
        base.execute("PRAGMA user_version = 99")
    for name in ("noise", "folder", "newer"):
        with pytest.raises(CounterclaimError, match="CC409"):
            WatchState(tmp_path / name)


def test_a_listing_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def entries() -> object:
        yield Entry("a", "u", "f")
        raise KeyboardInterrupt

    with WatchState(tmp_path / "w") as state:
        with pytest.raises(KeyboardInterrupt):
            state.list_entries(Feed("f", '"1"'), entries())  # type: ignore[arg-type]
        assert (state.entry("a"), state.feed("f").etag) == (None, None)


def test_forgetting_keeps_what_hosts_asked_for(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state:
        state.kept_in(3, "2024-05-02T00:00:00Z")
        state.hold_host("a.example", 50.0)
        state.keep_robots("https://a.example", 1.0, None)
        state.list_entries(Feed("f"), [Entry("k", "u", "f")])
        assert state.belongs_to() == (3, "2024-05-02T00:00:00Z")
        state.forget()
        assert (state.belongs_to(), state.entry("k")) == (None, None)
        assert (state.host_until("a.example"), state.robots("https://a.example")) == (50.0, (1.0, None))
