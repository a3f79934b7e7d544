"""A report's claims: the readers in their order, each a pure function of the layers before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from counterclaim.language import Annotation, Annotator
from counterclaim.model import Reading, Report, Unread
from counterclaim.reading.actors import find_actors
from counterclaim.reading.answers import link_answers
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.casualties import read_casualties
from counterclaim.reading.context import Context
from counterclaim.reading.datelines import dateline, report_agencies
from counterclaim.reading.encoder import propose_encoder
from counterclaim.reading.encoder_nesting import Judged
from counterclaim.reading.events import read_events
from counterclaim.reading.framing import frame
from counterclaim.reading.hearing import Hearing
from counterclaim.reading.places import find_places
from counterclaim.reading.positions import read_positions
from counterclaim.reading.quotes import find_quotes
from counterclaim.reading.responsibility import read_responsibility
from counterclaim.reading.sources import resolve_sources
from counterclaim.reading.statuses import read_statuses
from counterclaim.reading.times import find_times

#: Characters of one report that are read; the rest is named in ``unread``. The longest single news
#: report among 1,400 looked at has 60,000; a longer text is a book or an archive glued into one.
MAX_CHARACTERS = 400_000

LANGUAGES = frozenset({"en"})


def read(report: Report, annotator: Annotator, *, rules_only: bool = False) -> Reading:
    """The claims of one report and the layers under them. Same text in, same claims out.

    Attributions are read by rules and by the encoder, where it can run (see `encoder.available`);
    ``rules_only`` leaves the encoder out. Never raises on odd text. What cannot be read (another language,
    the part beyond `MAX_CHARACTERS`) stands in ``unread`` with its reason.

    >>> from counterclaim.language import annotator
    >>> reading = read(Report("Nine soldiers were killed in Rutba, the army said."), annotator())
    >>> [(c.kind, c.payload.figure.low, c.source.span.text) for c in reading.claims]
    [('casualties', 9, 'the army')]
    """
    return next(read_many([report], annotator, rules_only=rules_only))


def read_many(
    reports: Iterable[Report], annotator: Annotator, *, keep_going: bool = False, rules_only: bool = False
) -> Iterator[Reading]:
    """Readings in the order of the reports, parsed in batches; each as `read` alone would give it.

    With ``keep_going`` a report on which a reader fails (a fault of ours) is left unread, with the
    failure as its reason, instead of raising: one report must not cost a person the other thousand.
    """
    waiting: list[tuple[Report, Future[list[Judged]] | None]] = []
    with Hearing(rules_only=rules_only) as hearing:

        def texts() -> Iterator[str]:
            for report in reports:
                text = report.text[:MAX_CHARACTERS] if report.language in LANGUAGES else ""
                waiting.append((report, hearing.begin(text)))
                yield text

        for doc in annotator.annotate_many(texts()):
            report, heard = waiting.pop(0)
            try:
                yield _read(report, doc, heard.result() if heard is not None else None)
            except Exception as error:
                if not keep_going:
                    raise
                reason = (
                    f"a reader failed on it ({type(error).__name__}: {error}); "
                    "please tell us, with the report"
                )
                yield Reading(report, unread=(Unread(0, len(report.text), reason),))


def _read(report: Report, doc: Annotation, heard: Sequence[Judged] | None) -> Reading:
    length = len(report.text)
    if report.language not in LANGUAGES:
        reason = f"its language is {report.language!r}; only English is read so far"
        return Reading(report, unread=(Unread(0, length, reason),))
    unread: tuple[Unread, ...] = ()
    if length > MAX_CHARACTERS:
        reason = f"longer than {MAX_CHARACTERS:,} characters; split it into single reports to read the rest"
        unread = (Unread(MAX_CHARACTERS, length, reason),)
    report = replace(
        report,
        agencies=report.agencies or report_agencies(report.text, report.byline),
        dateline=report.dateline or dateline(report.text),
    )
    ctx = _prepare(report, doc, heard)
    drafts = [
        *read_casualties(ctx),
        *read_statuses(ctx),
        *read_responsibility(ctx),
        *read_events(ctx),
        *read_positions(ctx),
    ]
    claims = link_answers(frame(ctx, drafts))
    return Reading(
        report,
        tuple(claims),
        tuple(ctx.attributions),
        tuple(ctx.times),
        tuple(ctx.places),
        unread,
    )


def prepare(report: Report, doc: Annotation, *, rules_only: bool = False) -> Context:
    """The layers under the claims: quotes, times, actors, places, attributions with their speakers."""
    with Hearing(rules_only=rules_only) as hearing:
        heard = hearing.begin(doc.text)
        return _prepare(report, doc, heard.result() if heard is not None else None)


def _prepare(report: Report, doc: Annotation, heard: Sequence[Judged] | None) -> Context:
    ctx = Context(report, doc)
    ctx.quotes = find_quotes(doc.text)
    ctx.times = find_times(doc, report.published)
    ctx.actors = find_actors(doc, report.published)
    ctx.places = find_places(ctx)
    hear = None if heard is None else partial(propose_encoder, judged=heard)
    ctx.attributions = find_attributions(ctx, hear=hear)
    ctx.attributions = resolve_sources(ctx)
    return ctx
