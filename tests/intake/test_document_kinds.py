"""Markdown, mail, saved pages, feeds and PDF: what each says of itself, and its text."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from making import page_pdf

from counterclaim.intake.markdown import plain_of_markdown
from counterclaim.intake.pdf import text_of_pages

Take = Callable[..., Any]
A = "The coalition said on Monday that its aircraft had struck a depot outside the old harbour."
B = "Fishermen told reporters that four of them had been killed and that no depot stood there."
PAGE = (
    "<html><head><title>Harbour struck</title></head><body><article><h1>Harbour struck</h1>"
    + f"<p>{A}</p><p>{B}</p>" * 2
    + "</article></body></html>"
)


def test_markdown_with_front_matter(taken: Take) -> None:
    front = "---\ntitle: Harbour struck\ndate: 2024-05-03\nsource: Coast Radio\n---\n"
    text = f"{front}\n{A}\n\n> {B}\n\n- [ ] one\n"
    report = taken(text.encode())[0][0]
    assert (report.title, report.published, report.outlet) == ("Harbour struck", "2024-05-03", "Coast Radio")
    assert report.text == f"{A}\n\n{B}\n\none"


def test_markdown_marks() -> None:
    text = (
        "Harbour struck\n===\n\n![a boat](b.png)\n**The coalition** said *on Monday* that `its`\n"
        "aircraft [had struck](https://a.example/x_(y)) a depot.[^1]\n\n"
        "## What is known\n\n1. One *dead*\n2. Two hurt\n\n"
        "| who | how many |\n|---|---|\n| men | 4 |\n\n[1]: https://a.example\n"
        "5 * 3 = 15 and snake_case_name\n"
    )
    prose, given = plain_of_markdown(text)
    assert given["title"] == "Harbour struck"
    assert prose.split("\n\n") == [
        "The coalition said on Monday that its aircraft had struck a depot.",
        "What is known",
        "One dead",
        "Two hurt",
        "who; how many",
        "men; 4",
        "5 * 3 = 15 and snake_case_name",
    ]


def test_mail_with_text_and_attachments(taken: Take) -> None:
    message = EmailMessage()
    message["From"] = "Harbour Relief Office <press@relief.example>"
    message["Subject"] = "Statement on the strike – näher"
    message["Date"] = "Fri, 03 May 2024 10:00:00 +0200"
    message["Message-ID"] = "<7@relief.example>"
    message.set_content(f"{A}\n\n-- \nPress desk\n")
    message.add_alternative(f"<p>{A}</p>", subtype="html")
    message.add_attachment(gzip.compress(B.encode()), maintype="application", subtype="gzip", filename="b.gz")
    reports, problems = taken(message.as_bytes())
    assert not problems
    first, second = reports
    assert (first.text, first.title) == (A, "Statement on the strike – näher")
    assert (first.outlet, first.ref) == ("Harbour Relief Office", "7@relief.example")
    assert (first.published, first.published_from) == ("2024-05-03T10:00:00+02:00", "mail")
    assert (second.text, second.container) == (B, "input!b.gz")


def test_a_saved_page(taken: Take) -> None:
    page = PAGE.replace("=", "=3D")
    data = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://coast.example/harbour\r\n"
        "Subject: Harbour struck\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://coast.example/harbour\r\n\r\n{page}\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    reports, problems = taken(data.encode())
    assert not problems
    assert reports[0].url == "https://coast.example/harbour"
    assert A in reports[0].text


RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>All the News</title>
<item><title>Harbour struck - Coast Radio</title><link>https://coast.example/1</link><guid>g1</guid>
<pubDate>Fri, 03 May 2024 10:00:00 +0200</pubDate><source url="https://coast.example">Coast Radio</source>
<description>&lt;p&gt;{A}&lt;/p&gt;&lt;p&gt;{B}&lt;/p&gt;</description></item>
<item><title>Nothing but a headline</title><link>https://coast.example/2</link></item>
</channel></rss>"""


def test_rss_and_its_real_publisher(taken: Take) -> None:
    reports, problems = taken(RSS.encode())
    assert not problems
    first, second = reports
    assert (first.title, first.outlet, first.text) == ("Harbour struck", "Coast Radio", f"{A}\n\n{B}")
    assert (first.url, first.ref) == ("https://coast.example/1", "g1")
    assert (first.published, first.published_from) == ("2024-05-03T10:00:00+02:00", "feed")
    assert (second.text, second.title, second.outlet) == ("Nothing but a headline", None, "All the News")


def test_atom(taken: Take) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Radio</title><entry><title>Harbour</title>'
        '<link href="https://coast.example/1"/><id>x</id><updated>2024-05-03T08:00:00Z</updated>'
        "<author><name>R. Doe</name></author>"
        f'<content type="html">&lt;p&gt;{A}&lt;/p&gt;</content></entry></feed>'
    )
    report = taken(atom.encode())[0][0]
    assert (report.text, report.outlet, report.byline) == (A, "Coast Radio", "R. Doe")
    assert report.published == "2024-05-03T08:00:00+00:00"


def test_pdf_text_and_its_date(taken: Take) -> None:
    lines = ["Harbour: Situation Report No. 3", "As of 3 May 2024", A[:37], A[37:]]
    content = b"BT /F1 10 Tf 50 700 Td " + b"".join(
        b"(%b) Tj 0 -14 Td " % line.strip().encode() for line in lines
    )
    report = taken(page_pdf(content + b"ET"))[0][0]
    assert report.title == "Harbour: Situation Report No. 3"
    assert A in report.text
    assert (report.published, report.published_from) == ("2024-05-03", "text")


def test_lines_of_a_pdf_become_paragraphs() -> None:
    head = "Harbour | Situation Report"
    pages = [
        f"{head}\nHighlights\n• Four fishermen were killed near the old har-\nbour on Monday.\n"
        f"• The road is shut.\n{n}"
        for n in range(1, 5)
    ]
    paragraphs = text_of_pages(pages).split("\n\n")
    assert paragraphs[:3] == [
        "Highlights",
        "Four fishermen were killed near the old harbour on Monday.",
        "The road is shut.",
    ]
    assert len(paragraphs) == 12


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (page_pdf(b"0 0 m 9 9 l S"), "CC158"),
        (b"<rss><channel><title>V</title></channel></rss>", "CC157"),
        (b'<?xml version="1.0"?><svg></svg>', "CC143"),
        (b"Rar!\x1a\x07\x01\x00", "CC104"),
        (b"From: a@b.example\r\nSubject: x\r\n\r\n", "CC106"),
    ],
)
def test_what_cannot_be_read_says_why(taken: Take, data: bytes, code: str) -> None:
    reports, problems = taken(data)
    assert not reports
    assert [p.code for p in problems] == [code]


def test_what_is_not_english_is_kept(taken: Take) -> None:
    report = taken(
        "Der Minister sagte am Montag, neun Soldaten seien an der Brücke getötet worden.".encode()
    )[0][0]
    assert report.language == "de"


def test_a_feeds_entities_read_no_file(taken: Take) -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>'
        "<item><title>a &x; b</title><description>&x;</description></item></channel></rss>"
    )
    assert all("root:" not in report.text for report in taken(feed.encode())[0])
