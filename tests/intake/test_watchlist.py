"""Lists of feeds as people keep them, and their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake.addresses import plain_address
from counterclaim.intake.watchlist import parse_watchlist, read_watchlist


def test_toml() -> None:
    listed = parse_watchlist(
        b'every = "30m"\ndelay = "3s"\ncontact = "desk@example.org"\n'
        b'[[feed]]\nurl = "https://a.example/rss"\noutlet = "A"\npages = false\n'
        b'[[feed]]\nurl = "https://b.example/rss"\nevery = "2h"\n'
        b'[[page]]\nurl = "https://c.example/statements"\n'
    )
    assert [(w.url[8:9], w.feed, w.pages, w.every) for w in listed.watched] == [
        ("a", True, False, 1800.0),
        ("b", True, True, 7200.0),
        ("c", False, True, 1800.0),
    ]
    assert (listed.contact, listed.delay, listed.watched[0].outlet) == ("desk@example.org", 3.0, "A")


def test_the_sample_of_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "watch.md").read_text("utf-8")
    listed = parse_watchlist(guide.split("```toml\n")[1].split("```")[0].encode())
    assert [(w.feed, w.every, w.pages) for w in listed.watched] == [
        (True, 900.0, True),
        (True, 300.0, False),
        (False, 3600.0, True),
    ]


def test_opml_with_folders_and_names() -> None:
    listed = parse_watchlist(
        b'<?xml version="1.0" encoding="iso-8859-1"?><opml version="2.0"><head/><body><outline text="Wars">'
        b'<outline type="rss" text="El Pa\xeds" xmlUrl="https://a.example/rss"/></outline>'
        b'<outline text="twice" xmlUrl="https://a.example/rss"/><outline text="no feed"/></body></opml>'
    )
    assert [(w.url, w.outlet) for w in listed.watched] == [("https://a.example/rss", "El País")]


def test_an_address_a_line() -> None:
    listed = parse_watchlist(b"# mine\nhttps://a.example/rss\n\nhttp://b.example/feed\n")
    assert [w.url for w in listed.watched] == ["https://a.example/rss", "http://b.example/feed"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "names no feed"),
        (b"[[feed]]\nurl = https://a.example\n", "line 2"),
        (b"[[feed]]\noutlet = 'x'\n", "feed 1 has no url"),
        (b"[[feed]]\nurl = 'file:///etc/passwd'\n", "no web address"),
        (b"[[feed]]\nurl = 'https://a.example'\nevry = '5m'\n", "evry in feed 1 means nothing"),
        (b"every = 15\n[[feed]]\nurl = 'https://a.example'\n", '"15m"'),
        (b"every = '0s'\n[[feed]]\nurl = 'https://a.example'\n", '"15m"'),
        (b"feed = 'https://a.example'\n", "two brackets"),
        (b"contact = 'a\\r\\nX: y'\n[[feed]]\nurl = 'https://a.example'\n", "contact"),
        (b"\xff\xfe", "not UTF-8"),
        (b"<opml><body><outline xmlUrl='https://a.example/'", "not OPML"),
        (b"<opml><body><outline xmlUrl='javascript:x'/></body></opml>", "no web address"),
    ],
)
def test_mistakes_are_named(data: bytes, told: str) -> None:
    with pytest.raises(CounterclaimError, match="CC408") as caught:
        parse_watchlist(data, "feeds.toml")
    assert told in str(caught.value)
    assert caught.value.exit_code == 2


def test_opml_reads_no_file_and_unfolds_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/", "utf-8")
    entity = f'<!DOCTYPE o [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY b "{"b" * 1000}">]>'
    with pytest.raises(CounterclaimError) as caught:
        parse_watchlist(f"{entity}<opml><body><outline>&s;&b;</outline></body></opml>".encode())
    assert "secret.example" not in str(caught.value)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(CounterclaimError, match="CC101"):
            read_watchlist(path)


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://A.example./x?b=1&utm_campaign=z&a=2#c", "https://a.example/x?b=1&a=2"),
        ("http://desk:secret@a.example:80", "http://a.example/"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("https://a.example:99999/", None),
        ("https://[broken/", None),
        ("//a.example/x", None),
        ("data:text/html,x", None),
    ],
)
def test_plain_addresses(given: str, plain: str | None) -> None:
    assert plain_address(given) == plain
