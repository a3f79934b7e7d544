"""Fetching: a real server on loopback, which must be allowed by name."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest
from feed_server import Site, good, page, status
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.intake.fetch import MAX_BYTES, fetch, unpacked
from counterclaim.intake.fetch_lanes import Manners
from counterclaim.model import Report

ARTICLE = (
    "<html><body><article><h1>Port shut</h1>"
    + "<p>The harbour master said the port was closed to cargo ships after the shelling on Tuesday.</p>" * 4
    + "</article></body></html>"
).encode()


class Newsroom(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
        elif self.path == "/big":
            self.send_response(200)
            self.end_headers()
            for _ in range(MAX_BYTES // 100_000 + 2):
                self.wfile.write(b"x" * 100_000)
        elif self.path in ("/page", "/picture"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/page" else "image/png")
            self.end_headers()
            self.wfile.write(ARTICLE)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Newsroom)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


ALLOWED = frozenset({"127.0.0.1"})


def test_a_page_is_read(server: str) -> None:
    found = list(open_reports([server + "/page"], Defaults(allow_hosts=ALLOWED)))
    assert isinstance(found[0], Report)
    assert "closed to cargo ships" in found[0].text
    assert found[0].url == server + "/page"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://localhost:1/x",
        "http://[::1]:1/x",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http:///x",
    ],
)
def test_private_addresses_and_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(CounterclaimError) as caught:
        fetch(url)
    assert caught.value.code == "CC401"


def test_a_redirect_to_a_private_address_is_refused(server: str) -> None:
    # Allowed by name, the first host may be private; the one it points to is another name.
    with pytest.raises(CounterclaimError) as caught:
        fetch(server + "/to?http://localhost:1/x", allow_hosts=ALLOWED)
    assert caught.value.code == "CC401"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/nothing", "CC403"), ("/big", "CC404"), ("/picture", "CC405"), ("/to?/to?/to?", "CC403")],
)
def test_bad_answers_have_a_code_and_other_inputs_are_read(server: str, path: str, code: str) -> None:
    if path.startswith("/to?"):
        path = "/to?" + server + "/loop"
        code = "CC403"
    found = list(open_reports([server + path, server + "/page"], Defaults(allow_hosts=ALLOWED)))
    assert isinstance(found[0], Problem)
    assert found[0].code == code
    assert isinstance(found[1], Report)


def test_addresses_of_a_list_are_fetched_with_manners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """robots.txt first, a pause between requests, each address accounted for, no list behind a list."""
    quick = Manners(delay=0.05, backoff=0.02, patience=0.3, longest=20.0)
    monkeypatch.setattr("counterclaim.intake.fetch_list.LIST_MANNERS", quick)
    with Site() as site, Site("127.0.0.2") as other:
        site.put("/robots.txt", good("User-agent: *\nDisallow: /private/", "text/plain"))
        urls = [site.put(f"/{n}", status(500), good(page(f"Shell {n} fell on Karo."))) for n in range(3)]
        urls.append(site.put("/private/1", good(page("Nobody may fetch this."))))
        urls.append(site.put("/more", good(f"{site.url}/hidden\n{site.url}/hidden2\n", "text/plain")))
        urls.append(other.put("/busy", status(503, retry_after="4000")))
        (tmp_path / "list").write_text("\n".join(urls + urls), "utf-8")
        found = list(
            open_reports([str(tmp_path / "list")], Defaults(fetch=True, allow_hosts=ALLOWED | {"127.0.0.2"}))
        )
        reports = [one.url for one in found if isinstance(one, Report)]
        problems = {one.where: one.code for one in found if isinstance(one, Problem)}
        assert sorted(url for url in reports if url) == urls[:3]
        assert problems[urls[3]] == "CC407"
        assert problems[urls[5]] == "CC403"
        assert [code for where, code in problems.items() if "hidden" in where] == ["CC156", "CC156"]
        assert len(found) == 7
        assert site.hits[0].path == "/robots.txt"
        assert min(site.pauses()) >= 0.04
        assert not [hit for hit in site.hits if hit.path.startswith(("/private", "/hidden"))]


@given(st.lists(st.binary(max_size=60), max_size=3), st.integers(1, 50), st.integers(0, 3))
def test_packing_comes_off_however_it_is_cut(members: list[bytes], size: int, padding: int) -> None:
    packed = b"".join(gzip.compress(member) for member in [b"first", *members]) + b"\0" * padding
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert b"".join(unpacked(pieces, "gzip", "u")) == b"first" + b"".join(members)
    with pytest.raises(httpcore.RemoteProtocolError):
        list(unpacked([packed[:15]], "gzip", "u"))


def test_a_bomb_is_refused_before_it_is_held() -> None:
    steps = unpacked([gzip.compress(b"\0" * 50_000_000)], "gzip", "u")
    assert max(len(step) for step in steps) <= 262_144
