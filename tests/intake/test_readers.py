"""Taking reports in: by content, with a reason for whatever is lost."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.model import Report

TEXT = "The army said on Monday that nine soldiers were killed near the bridge in the north of the country."

PAGE = """<!doctype html><html><head><title>Nine die at bridge - Valley Post</title>
<meta property="og:site_name" content="Valley Post">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Nine die at bridge",
"datePublished":"2024-03-05T10:00:00+02:00",
"publisher":{"@type":"Organization","name":"Valley Post"}}</script>
</head><body><nav>Home News Sport</nav><article><h1>Nine die at bridge</h1>
<p>The army said on Monday that nine soldiers were killed near the bridge in the north of the country.</p>
<p>Rescue workers spent the night looking for two men who were still missing, a local official said.</p>
<p>The bridge links the two halves of the valley and was closed to all traffic after the attack.</p>
</article><footer>Copyright</footer></body></html>"""


def take(*places: object, **defaults: str) -> list[Report | Problem]:
    return list(open_reports([str(p) for p in places], Defaults(**defaults)))  # type: ignore[arg-type]


def only_report(found: list[Report | Problem]) -> Report:
    reports = [f for f in found if isinstance(f, Report)]
    assert len(reports) == 1
    return reports[0]


def codes(found: list[Report | Problem]) -> list[str]:
    return [f.code for f in found if isinstance(f, Problem)]


def test_plain_text_with_the_persons_date_and_outlet(tmp_path: Path) -> None:
    path = tmp_path / "a.weird"
    path.write_text(TEXT, "utf-8")
    report = only_report(take(path, published="2024-03-05", outlet="Valley Post"))
    assert (report.text, report.published, report.outlet) == (TEXT, "2024-03-05", "Valley Post")
    assert report.language == "en"


def test_html_gives_text_title_outlet_and_date(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE, "utf-8")
    report = only_report(take(path))
    assert report.published == "2024-03-05T10:00:00+02:00"
    assert report.outlet == "Valley Post"
    assert "two men who were still missing" in report.text
    assert "Sport" not in report.text


def test_json_lines_and_their_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "x1", "text": TEXT, "published": "2024-03-05", "outlet": "A"}),
        "{not json",
        json.dumps({"title": "no text"}),
        json.dumps({"text": TEXT, "published": "2024-02-31"}),
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    found = take(path)
    assert codes(found) == ["CC105", "CC106", "CC107"]
    reports = [f for f in found if isinstance(f, Report)]
    assert [(r.ref, r.published) for r in reports] == [("x1", "2024-03-05"), (None, None)]


def test_folders_patterns_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden"):
        (tmp_path / name).write_text(TEXT + name, "utf-8")
    assert [r.text[-5:] for r in take(tmp_path) if isinstance(r, Report)] == ["a.txt", "b.txt", "c.txt"]
    assert len(take(f"{tmp_path}/*.txt")) == 2
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert only_report(take("-")).text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "CC103"),
        (b" \n\x00\x00", "CC103"),
        (b"%PDF-1.7\n%\xe2\xe3", "CC144"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "CC147"),
        (b"\x00\x01\x02\x03" * 400, "CC104"),
        (bytes(range(256)) * 20, "CC104"),
        (b"<html><body></body></html>", "CC111"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    good = tmp_path / "y"
    good.write_text(TEXT, "utf-8")
    found = take(path, good)
    assert codes(found) == [code]
    assert only_report(found).text == TEXT


def test_a_missing_path_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert codes(take(tmp_path / "nowhere", tmp_path / "empty", f"{tmp_path}/*.nope")) == [
        "CC101",
        "CC102",
        "CC101",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Spīn Bōldak".encode(), "Spīn Bōldak"),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (
            b"The caf\xe9 was hit, they said; the caf\xc3\xa9 was full.",
            "The café was hit, they said; the café was full.",
        ),
        (
            b'<html><meta charset="windows-1251"><body><p>' + "Россия заявила".encode("cp1251") + b"</p>",
            "Россия",
        ),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, words: str) -> None:
    from counterclaim.intake.encoding import decode

    assert words in decode(data)[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "en"),
        ("Border reopens", "en"),
        ("پاکستان او افغانستان ترمنځ د تورخم لار د نښتو له امله تړل شوې ده", "ps"),
        (
            "Le ministère a annoncé mardi que neuf soldats avaient été tués dans le nord du pays",
            "fr",
        ),
        ("Силы обороны заявили, что девять военных погибли при обстреле у моста на севере страны", "ru"),
    ],
)
def test_language_is_told_apart_offline(text: str, language: str) -> None:
    from counterclaim.intake.language import identify

    assert identify(text) == language


def test_stray_nul_bytes_do_not_make_a_text_binary(tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_bytes(b"The army said\x00 nine soldiers\x00 were killed on Monday.")
    assert "nine soldiers" in only_report(take(path)).text
