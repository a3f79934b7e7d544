"""Fetching: a real server on loopback, which must be allowed by name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.intake.fetch import MAX_BYTES, fetch
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
