"""A news server on loopback that behaves as it is told: well, slowly, cut short, failing, lying."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise


@dataclass(frozen=True)
class Hit:
    """One request: when it began and ended, what was asked with which headers."""

    path: str
    begun: float
    ended: float
    headers: dict[str, str]


Behaviour = Callable[["Handler"], None]


@dataclass
class Site:
    """Behaviours by path, one after the other, the last one for good; and every request made."""

    address: str = "127.0.0.1"
    paths: dict[str, list[Behaviour]] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)

    def __enter__(self) -> Site:
        site = self

        class Bound(Handler):
            at = site

        self.server = ThreadingHTTPServer((self.address, 0), Bound)
        self.server.daemon_threads = True
        self.url = f"http://{self.address}:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def put(self, path: str, *behaviours: Behaviour) -> str:
        """Set what a path does, and give its address."""
        self.paths[path] = list(behaviours)
        return self.url + path

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return Counter(hit.path for hit in self.hits)[path]

    def pauses(self) -> list[float]:
        """The seconds between the end of each request and the beginning of the next; negative: at once."""
        hits = sorted(self.hits, key=lambda hit: hit.begun)
        return [after.begun - before.ended for before, after in pairwise(hits)]


class Handler(BaseHTTPRequestHandler):
    at: Site

    def do_GET(self) -> None:
        begun = time.monotonic()
        behaviours = self.at.paths.get(self.path) or [status(404)]
        number = min(self.at.asked(self.path), len(behaviours) - 1)
        try:
            behaviours[number](self)
        except OSError:
            pass  # the client has had enough
        finally:
            self.at.hits.append(
                Hit(self.path, begun, time.monotonic(), {k.lower(): v for k, v in self.headers.items()})
            )

    def send(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        headers.setdefault("content_length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def good(body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Behaviour:
    """Answer well; with an etag, "not modified" to who has it."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        if "etag" in headers and handler.headers.get("If-None-Match") == headers["etag"]:
            handler.send(304, b"")
        else:
            handler.send(200, data, content_type=kind, **headers)

    return answer


def status(code: int, **headers: str) -> Behaviour:
    """Answer with a status and a page that is no news."""
    return lambda handler: handler.send(code, b"<html><body><p>Sorry.</p></body></html>", **headers)


def to(url: str, code: int = 302) -> Behaviour:
    """Redirect."""
    return status(code, location=url)


def cut(body: str, kind: str = "text/html", at: float = 0.5) -> Behaviour:
    """Promise a whole body, send a part of it, and hang up."""
    data = body.encode()

    def answer(handler: Handler) -> None:
        handler.send(200, data[: int(len(data) * at)], content_type=kind, content_length=str(len(data)))

    return answer


def drip(seconds: float = 30.0, *, headers: bool = False) -> Behaviour:
    """Send a byte now and then, in the headers or in the body, so that no single wait is long."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: " if headers else b"HTTP/1.1 200 OK\r\n\r\n")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


def bomb(megabytes: int = 200) -> Behaviour:
    """A small packed body that unpacks to a large one."""
    packed = gzip.compress(b"\0" * 1_000_000) * megabytes
    return lambda handler: handler.send(200, packed, content_type="text/xml", content_encoding="gzip")


def hang_up(handler: Handler) -> None:
    """Say nothing at all."""
    handler.connection.close()


def page(words: str, title: str = "A report", published: str | None = None) -> str:
    """A news page with these words and two paragraphs beside them."""
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f"<!doctype html><html><head><title>{title}</title>{meta}"
        '<meta property="og:site_name" content="East Herald"></head><body><nav>Home | World</nav><article>'
        f"<h1>{title}</h1><p>{words} That is what was said of it on the day by those who spoke of it.</p>"
        "<p>The town lies on the river, and its market has been held on its square for as long as anyone "
        "there can remember, with people coming from both banks.</p>"
        "<p>Traders said that they would wait for news from the ferry before they went home that night.</p>"
        "</article><footer>All rights reserved</footer></body></html>"
    )


def rss(entries: Sequence[tuple[str, str, str]], title: str = "East Herald", more: str = "") -> str:
    """A feed of (link, title, text); ``more`` goes into every item."""
    items = ""
    for link, name, text in entries:
        plain = link.replace("&", "&amp;")
        items += f"<item><title>{name}</title><link>{plain}</link><description>{text}</description>"
        items += f"<guid>{plain}</guid>{more}</item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
