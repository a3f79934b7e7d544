"""``counterclaim watch``: poll feeds and pages into the ledger; ``versions``: what changed at an address."""

from __future__ import annotations

import hashlib
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from counterclaim.cli.add import summary
from counterclaim.cli.console import complain, output
from counterclaim.cli.ledger_options import AsJson, Where, opened, print_json
from counterclaim.errors import CounterclaimError
from counterclaim.intake.watchlist import Watchlist, read_watchlist, seconds

if TYPE_CHECKING:
    from counterclaim.intake.watch import Changed, Round
    from counterclaim.intake.watch_state import WatchState
    from counterclaim.ledger import Ledger, Run, RunItem
    from counterclaim.linking.versions import Difference
    from counterclaim.model import Claim

#: One round alone begins no request after this (seconds); a long list of hosts takes minutes.
_ONCE_S = 3_600.0


def watch(
    file: Annotated[Path, typer.Argument(help="Feeds and pages: TOML, OPML, or an address a line.")],
    ledger: Where = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    every: Annotated[
        str | None,
        typer.Option(metavar="SPAN", help="How often to ask, as 15m or 2h; the list's own if less often."),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(help="Mail or web address at which sites can reach you; told with every request."),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Fetch from this host although its address is private.")
    ] = None,
    state: Annotated[
        Path | None, typer.Option(help="Where to remember what was asked. Default: beside the ledger.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask feeds and pages on a schedule, read what is new or changed into the ledger, list what changed.

    Example: counterclaim watch feeds.toml --once
    """
    from counterclaim.intake.watch_state import WatchState

    listed = _asked(read_watchlist(file), every, contact)
    with opened(ledger, create=True) as kept, WatchState(state or _beside(kept)) as remembered:
        if not _belongs(remembered, kept):
            complain("The ledger is not the one this watch was kept in; feeds are read from their start.")
            remembered.forget()
        watcher = _Watcher(file, listed, kept, remembered, frozenset(allow_host or ()), once, as_json)
        try:
            due = time.time() + listed.every
            failed = watcher.round()
            while not once:
                time.sleep(max(1.0, due - time.time()))
                due = time.time() + listed.every
                failed = watcher.round()
        except KeyboardInterrupt:
            complain("Stopped. The next watch goes on from here.")
            raise typer.Exit(130) from None
    if failed:
        raise typer.Exit(1)


def versions(
    url: Annotated[str, typer.Argument(metavar="URL", help="The page's address, as its report has it.")],
    ledger: Where = None,
    as_json: AsJson = False,
) -> None:
    """Show the texts that stood at an address, and the claims that appeared or vanished with each.

    Example: counterclaim versions https://ministry.example/statements/latest
    """
    from counterclaim.intake.watch import Changed
    from counterclaim.linking.versions import difference

    with opened(ledger) as kept:
        found = kept.versions(url)
        readings = [kept.reading(version.report.id) for version in found]
    if not found:
        typer.echo("No report has this address.")
    for at, version in enumerate(found):
        before, after = readings[max(0, at - 1)], readings[at]
        changed = Changed(url, before.report.id, after.report.id)
        changes = difference(before.claims if at else (), after.claims)
        if as_json:
            print_json(
                {"version": version.report.version, "added": version.added} | _changed_json(changed, changes)
            )
            continue
        typer.echo(f"Version {version.report.version}, added {version.added}, {version.report.id}")
        print_claims(changes)


def _asked(listed: Watchlist, every: str | None, contact: str | None) -> Watchlist:
    if every is not None:
        try:
            span = seconds(every)
        except ValueError as error:
            raise CounterclaimError(
                "CC411",
                f"--every {every} is no span of time.",
                "It has no unit we know.",
                "Write 15m or 2h.",
                exit_code=2,
            ) from error
        # The command's word holds for all that the list does not set apart.
        common = listed.every
        watched = tuple(replace(w, every=span if w.every == common else w.every) for w in listed.watched)
        listed = replace(listed, watched=watched, every=span)
    if contact is not None:
        if not contact.isascii() or not contact.isprintable() or " " in contact or len(contact) > 200:
            raise CounterclaimError(
                "CC411",
                "--contact is no address.",
                "It goes into a header.",
                "Give a mail or web address.",
                exit_code=2,
            )
        listed = replace(listed, contact=contact)
    # Rounds come as often as the most wanted address asks.
    return replace(listed, every=min(w.every for w in listed.watched))


def _beside(kept: Ledger) -> Path:
    """The state file's place: beside a ledger's file, else in the data folder, one for each database."""
    from counterclaim.ledger.address import default_path

    if kept.address.path is not None:
        return kept.address.path.with_name(kept.address.path.name + ".watch")
    name = hashlib.sha256(str(kept.address).encode()).hexdigest()[:16]
    return default_path().with_name(f"{name}.watch")


def _belongs(state: WatchState, kept: Ledger) -> bool:
    """Whether the ledger still holds the run of the last round; another or an older ledger does not."""
    last = state.belongs_to()
    if last is None:
        # Nothing was kept yet, or the first round was broken off.
        return state.waiting() == 0 or bool(kept.runs(limit=1))
    try:
        return kept.run(last[0]).started == last[1]
    except CounterclaimError:
        return False


@dataclass(slots=True)
class _Watcher:
    file: Path
    listed: Watchlist
    kept: Ledger
    state: WatchState
    allow_hosts: frozenset[str]
    once: bool
    as_json: bool

    def round(self) -> bool:
        """One round and its record; whether something was lost in it."""
        from counterclaim.intake.fetch import Client, user_agent
        from counterclaim.intake.fetch_lanes import Manners
        from counterclaim.intake.sandbox import Sandbox
        from counterclaim.intake.watch import Round

        manners = Manners(delay=self.listed.delay, longest=_ONCE_S if self.once else self.listed.every)
        client = Client(self.allow_hosts, agent=user_agent(self.listed.contact))
        with Sandbox() as sandbox:
            made = Round(self.listed, self.state, sandbox, client, manners)

            def heard(item: RunItem) -> None:
                made.kept(item.report)
                if item.outcome == "failed":
                    complain(f"[{item.code}] {item.label}: {item.reason}.")

            run = self.kept.add(
                made.outcomes(),
                named=(str(self.file),),
                progress=heard,
                notice=lambda problem: complain(str(problem)),
            )
        self.state.kept_in(run.number, run.started)
        differences = [(changed, _difference(self.kept, changed)) for changed in made.changed]
        if self.as_json:
            print_json(
                asdict(run)
                | {"watch": dict(made.counts)}
                | {"changed": [_changed_json(changed, found) for changed, found in differences]}
            )
        else:
            self._say(run, made, differences)
        return run.failed > 0

    def _say(self, run: Run, made: Round, differences: list[tuple[Changed, Difference]]) -> None:
        counts = made.counts
        typer.echo(
            f"{run.started}  {summary(run)} Feeds asked: {counts['feeds']}; new entries: "
            f"{counts['new entries']}; pages fetched: {counts['pages']}; changed: {len(differences)}; "
            f"waiting for a later round: {counts['waiting']} entries, {counts['left']} requests."
        )
        for changed, found in differences:
            print_difference(changed.url, found)
        sys.stdout.flush()


def _difference(kept: Ledger, changed: Changed) -> Difference:
    from counterclaim.linking.versions import difference

    return difference(kept.reading(changed.before).claims, kept.reading(changed.after).claims)


def print_difference(url: str, found: Difference) -> None:
    """A changed page, and its claims that appeared (+) or vanished (-), each with its words."""
    said = " What it claims is the same." if found.same else ""
    output().print(Text(f"Changed: {url}.{said}", style="bold"))
    print_claims(found)


def print_claims(found: Difference) -> None:
    """The claims that vanished (-) and appeared (+), a line each."""
    console = output()
    for mark, style, claims in (("-", "red", found.vanished), ("+", "green", found.appeared)):
        for claim in claims:
            console.print(Text(f"  {mark} {_words(claim)}", style=style))


def _words(claim: Claim) -> str:
    from counterclaim.exports.wording import STANCE_WORDS, claim_words, speaker_words

    stance = "" if claim.stance == "asserts" else f" ({STANCE_WORDS[claim.stance]})"
    quoted = " … ".join(" ".join(span.text.split()) for span in claim.evidence)
    what = " ".join(claim_words(claim).split("\n"))
    return f"{speaker_words(claim)}: {claim.kind}{stance}, {what}. “{quoted}”"


def _changed_json(changed: Changed, found: Difference) -> dict[str, Any]:
    from counterclaim.contract.claims_json import claim_json

    return asdict(changed) | {
        "appeared": [claim_json(claim) for claim in found.appeared],
        "vanished": [claim_json(claim) for claim in found.vanished],
    }
