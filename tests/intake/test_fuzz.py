"""Bytes of any kind into every reader: never an error, always a report or a problem."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from making import PAGE, SENTENCE, mail, page_pdf, record, tar_of, zip_of

from counterclaim.intake import Problem
from counterclaim.intake.budget import Budget, Limits, Refusal
from counterclaim.intake.inputs import Defaults, Desk, of_bytes
from counterclaim.intake.readers import _READERS, _finished, read_source
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.sniff import sniff

SEEDS = {
    "zip": zip_of({"a.txt": SENTENCE, "b/c.html": PAGE}),
    "tar": tar_of({"a.txt": SENTENCE, "b/c.html": PAGE}),
    "warc": record(PAGE) * 3,
    "gzip": gzip.compress(SENTENCE),
    "pdf": page_pdf(
        zlib.compress(b"BT /F1 9 Tf 50 700 Td (The road was shut.) Tj ET"), b"/Filter /FlateDecode"
    ),
    "mail": mail(SENTENCE, b"Content-Type: text/plain; charset=utf-8\r\n"),
    "feed": b"<rss><channel><title>V</title>"
    b"<item><title>A</title><description>B</description></item></channel></rss>",
    "html": PAGE,
    "json": json.dumps({"data": [{"title": "A", "text": "Shut.", "date": "2024-01-01"}]}).encode(),
    "jsonl": json.dumps({"text": "Shut."}).encode() + b"\n{}\n",
    "table": b"title,text,date\nA,Shut.,2024-01-01\n",
    "addresses": b"https://paper.example/1\nhttps://paper.example/2\n",
    "markdown": b"# A\n\nThe **road** was [shut](https://a.example).\n",
    "text": SENTENCE,
}
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Sandbox() as sandbox:
        yield Desk(Defaults(limits=Limits(document=200_000, seconds=20)), sandbox, read_source)


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """A good input with bytes changed, cut out, doubled or put in."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        match draw(st.integers(0, 3)):
            case 0:
                data[at:end] = draw(st.binary(max_size=8))
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * draw(st.integers(1, 50))
            case _:
                data[at:at] = draw(
                    st.sampled_from([b"\0", b'"', b"<", b"[", b"\xff\xfe", b"\r\n\r\n", b"9" * 30])
                )
    return bytes(data)


def outcomes(data: bytes, desk: Desk) -> int:
    source = of_bytes("fuzz", data, Budget(desk.defaults.limits))
    source.budget.packed(len(data))
    count = 0
    for outcome in _finished(read_source(source, desk), source, desk.defaults):
        count += 1
        # CC149 is what no reader foresaw: each is a finding.
        assert not isinstance(outcome, Problem) or outcome.code != "CC149", outcome
    return count


@pytest.mark.parametrize("kind", SEEDS)
def test_each_seed_is_what_it_should_be(kind: str, desk: Desk) -> None:
    assert sniff(SEEDS[kind]) == kind
    assert outcomes(SEEDS[kind], desk) >= 1


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_inputs(kind: str, desk: Desk) -> None:
    @FUZZ
    @given(damaged(SEEDS[kind]))
    def check(data: bytes) -> None:
        assert outcomes(data, desk) >= 1

    check()


@FUZZ
@given(data=st.binary(max_size=3000))
@example(data=b"")
@example(data=b"\xff\xfe")
@example(data=b"{")
@example(data=b"[")
@example(data=b"PK\x05\x06")
@example(data=b"WARC/1.0\r\n")
def test_any_bytes(data: bytes, desk: Desk) -> None:
    assert outcomes(data, desk) >= 1


@pytest.mark.parametrize("kind", sorted(_READERS))
def test_bytes_of_any_kind_in_every_reader(kind: str, desk: Desk) -> None:
    """A reader may be handed what only looked like its kind."""

    @settings(FUZZ, max_examples=20)
    @given(st.one_of(st.binary(max_size=600), *(damaged(seed) for seed in SEEDS.values())))
    def check(data: bytes) -> None:
        source = of_bytes("fuzz", data, Budget(desk.defaults.limits))
        source.budget.packed(len(data))
        try:
            list(_READERS[kind](source, desk))
        except Refusal:
            return

    check()
