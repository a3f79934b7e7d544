"""One self-contained page a reading: the report with its claims marked, each linked to its record.

No script, no font, no picture and nothing fetched: it opens from a disk, offline, and prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from counterclaim.exports.marking import pieces
from counterclaim.exports.wording import (
    STANCE_WORDS,
    claim_words,
    interval_words,
    speaker_words,
    where_words,
)
from counterclaim.model import Claim, Reading

_STYLE = """
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcf9;--soft:#6a665e;--line:#d9d4c8;
--casualties:#b3261e;--status:#0b6b4f;--responsibility:#7a4b00;--event:#1f4e8c;--position:#6a3d8f}
@media(prefers-color-scheme:dark){:root{--ink:#eceae4;--paper:#17181a;--soft:#a8a49a;--line:#3a3b3e;
--casualties:#ff8a80;--status:#6fd3b0;--responsibility:#e8b15c;--event:#8fbaf0;--position:#caa5ea}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:17px/1.6 Georgia,"Noto Serif",serif}main{max-width:74rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0}h2{font-size:1.05rem;margin:0 0 .6rem}
.meta,.key,.why,footer{color:var(--soft);font:14px/1.5 system-ui,sans-serif}
.cols{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2.2rem;align-items:start}
@media(max-width:52rem){.cols{display:block}body{font-size:16px}main{padding:1rem}}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:none;color:inherit;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
mark.n2{text-decoration-style:double}mark.n3{text-decoration-style:wavy}
sup{line-height:0}sup a{font:600 11px system-ui,sans-serif;text-decoration:none;padding:0 .15em;color:inherit}
.casualties{color:var(--casualties);text-decoration-color:var(--casualties)}
.status{color:var(--status);text-decoration-color:var(--status)}
.responsibility{color:var(--responsibility);text-decoration-color:var(--responsibility)}
.event{color:var(--event);text-decoration-color:var(--event)}
.position{color:var(--position);text-decoration-color:var(--position)}
mark.casualties,mark.status,mark.responsibility,mark.event,mark.position{color:inherit}
ol{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line);padding:.7rem 0;
font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
li:target,sup:target{background:color-mix(in srgb,#ffd54f 35%,transparent)}
li .k{font-weight:700;font-size:12px;letter-spacing:.04em;text-transform:uppercase}li .what{font-weight:600}
li blockquote{margin:.3rem 0 0;padding-left:.7rem;border-left:3px solid var(--line);font-family:Georgia,serif}
li a{color:inherit}section{border-top:2px solid var(--ink);padding-top:1rem;margin-top:1.5rem}
@media print{.cols{display:block}body{font-size:11pt;background:#fff;color:#000}li{break-inside:avoid}}
"""


def readings_html(readings: Iterable[Reading]) -> str:
    """The page for one or more readings, in order.

    >>> from counterclaim.model import Report
    >>> "<script" in readings_html([Reading(Report("<script>alert(1)</script>"))])
    False
    """
    sections = [_section(number, reading) for number, reading in enumerate(readings, start=1)]
    title = "counterclaim: who claims what"
    return (
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>{''.join(sections)}"
        "<footer><p>Read by counterclaim. Each claim is somebody's: the figures are theirs, not findings. "
        "Machine reading: check the words before you rely on a value.</p></footer></main></body></html>\n"
    )


def _section(number: int, reading: Reading) -> str:
    report = reading.report
    facts = [report.outlet, ", ".join(report.agencies), report.byline, report.dateline, report.published]
    meta = " · ".join(escape(fact) for fact in facts if fact) or "outlet and date unknown"
    if report.url:
        meta += f"<br>{escape(report.url)}"
    title = escape(report.title) if report.title else "Report"
    records = "".join(_record(number, at, claim, reading) for at, claim in enumerate(reading.claims, start=1))
    unread = "".join(f"<li>{escape(gap.reason)}</li>" for gap in reading.unread)
    language = escape(report.language or "en", quote=True)
    return (
        f"<section><h1 dir=auto>{title}</h1><p class=meta>{meta}</p><div class=cols>"
        f'<div class=text dir=auto lang="{language}">{_marked(number, reading)}</div>'
        f"<div><h2>{len(reading.claims)} claims</h2><ol>{records or '<li>No claim was read.</li>'}</ol>"
        + (f"<h2>Not read</h2><ol>{unread}</ol>" if unread else "")
        + "</div></div></section>"
    )


def _marked(number: int, reading: Reading) -> str:
    """The text, each piece marked for the claims that stand on it."""
    out: list[str] = []
    for piece in pieces(reading.report.text, reading.claims):
        words = escape(piece.words)
        if piece.live:
            depth = f" n{min(len(piece.live), 3)}" if len(piece.live) > 1 else ""
            says = "; ".join(f"{at}: {claim_words(reading.claims[at - 1])}" for at in piece.live)
            top = reading.claims[piece.live[-1] - 1].kind
            words = f'<mark class="{top}{depth}" title="{escape(says, quote=True)}">{words}</mark>'
        out.append(words)
        for at in piece.ending:
            kind = reading.claims[at - 1].kind
            out.append(f'<sup id="t{number}-{at}"><a class={kind} href="#c{number}-{at}">{at}</a></sup>')
    return "".join(out)


def _record(number: int, at: int, claim: Claim, reading: Reading) -> str:
    details = [
        interval_words(claim.when) and f"when: {interval_words(claim.when)}",
        where_words(claim) and f"where: {where_words(claim)}",
        claim.said and f"said: {interval_words(claim.said)}",
        claim.channel and f"by: {claim.channel}",
        claim.hedge and f"hedged: “{claim.hedge.text}”",
        claim.background and "background: an earlier time",
        claim.source and claim.source.anonymous and "speaker not named",
    ]
    shown = [escape(str(detail)) for detail in details if detail]
    answered = next((n for n, other in enumerate(reading.claims, 1) if other.id == claim.answers), None)
    if answered:
        shown.append(f'answers <a href="#c{number}-{answered}">claim {answered}</a>')
    shown.append(f'<a href="#t{number}-{at}">to the words</a>')
    quoted = " … ".join(escape(e.text) for e in claim.evidence)
    return (
        f'<li id="c{number}-{at}"><span class="k {claim.kind}">{at} {claim.kind}</span> '
        f"{escape(speaker_words(claim))} <em>{STANCE_WORDS[claim.stance]}</em>: "
        f"<span class=what dir=auto>{escape(claim_words(claim))}</span>"
        f"<blockquote dir=auto>{quoted}</blockquote>"
        f"<span class=why>{' · '.join(shown)}</span></li>"
    )
