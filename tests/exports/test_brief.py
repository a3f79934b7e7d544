"""The situation report: everything footnoted, everything escaped, nothing decided and nothing twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.conftest import hostile

from counterclaim.exports.brief import situation
from counterclaim.exports.brief_html import brief_html
from counterclaim.exports.brief_markdown import brief_markdown
from counterclaim.exports.brief_notes import Notes
from counterclaim.exports.brief_records import SECTIONS, Brief
from counterclaim.ledger import Ledger
from counterclaim.model import Claim, Event, Reading, Report, Span, Told
from counterclaim.samples.generated import generated_readings


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    with Ledger.open(tmp_path_factory.mktemp("brief") / "b.db") as ledger:
        ledger.add([*generated_readings(40), hostile()])
        dossiers = ledger.files([i.id for i in ledger.incidents(limit=40).items])
        crossings = [ledger.crossing(t.facility) for t in ledger.crossings(every=True).items]
    return situation(dossiers, crossings)


def test_every_line_has_notes_and_every_note_quotes_its_evidence(brief: Brief) -> None:
    numbers = {note.number for note in brief.notes}
    words = [w for scenes in brief.sections.values() for s in scenes for e in s.entries for w in e.words]
    assert words
    assert all(w.notes and set(w.notes) <= numbers for w in words)
    assert all(any(marked for _, marked in note.quote) for note in brief.notes)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_question_leads_in_one_section_only(brief: Brief) -> None:
    led = [
        (scene.id, entry.question)
        for word in SECTIONS
        for scene in brief.sections[word]
        for entry in scene.entries
        if not (word == "admitted" and entry.label == "admitted" and not entry.why)
    ]
    assert len(led) == len(set(led))


def test_markdown_cites_every_note_that_it_defines_and_only_those(brief: Brief) -> None:
    text = brief_markdown(brief)
    defined = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    cited = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert defined == cited == {str(note.number) for note in brief.notes}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.attributes |= found.keys()
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("href"):
            self.hrefs.append(str(found["href"]))


def test_the_page_holds_no_script_fetches_nothing_and_its_links_lead_somewhere(brief: Brief) -> None:
    page = _Page()
    text = brief_html(brief)
    page.feed(text)
    assert not {"script", "img", "iframe", "link", "object"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on")}
    assert len(page.ids) == len(set(page.ids))
    inside = {href[1:] for href in page.hrefs if href.startswith("#")}
    assert inside <= set(page.ids)
    assert all(href.startswith(("#", "https://", "http://")) for href in page.hrefs)
    assert "default-src 'none'" in text


def test_texts_of_the_internet_stay_texts(brief: Brief) -> None:
    markdown = brief_markdown(brief)
    assert "<script>" not in markdown
    assert "](javascript:" not in markdown
    assert "\\[x\\]" in markdown
    html = brief_html(brief)
    assert "&lt;script&gt;" in html
    assert "خبر" in html
    assert 'href="javascript' not in html


def test_a_voice_is_noted_once_with_its_copies() -> None:
    text = "Shots were heard."
    claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    told = [
        Told(claim, Report(text, outlet=outlet, url=f"https://{n}.example/"), "2024-05-01", "wire")
        for n, outlet in enumerate(("First", "Second", "Third"))
    ]
    notes = Notes({t.key: t for t in told})
    assert notes.of(t.key for t in told) == (1,)
    assert notes.of([told[1].key]) == (1,)
    (note,) = notes.written()
    assert note.outlet == "First"
    assert [copy.outlet for copy in note.copies] == ["Second", "Third"]


def test_nothing_known_makes_an_empty_report() -> None:
    brief = situation(())
    assert all(not scenes for scenes in brief.sections.values())
    assert "Nothing." in brief_markdown(brief)
    assert brief_html(brief).count("Nothing.") == len(SECTIONS)


def test_reading_again_gives_the_same_report(tmp_path: Path) -> None:
    made = []
    for order in (1, -1):
        with Ledger.open(tmp_path / f"{order}.db") as ledger:
            ledger.add(list(generated_readings(20))[::order])
            dossiers = ledger.files([i.id for i in ledger.incidents(limit=50).items])
        made.append(brief_markdown(situation(dossiers)))
    assert made[0] == made[1]


def test_an_incident_without_claims_known_then_shows_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "then.db") as ledger:
        ledger.add([Reading(r.report, r.claims) for r in generated_readings(3)])
        ids = [i.id for i in ledger.incidents().items]
        assert not any(d.told for d in ledger.files(ids, as_of="2000-01-01"))
