"""Fetching as a careful client: public addresses only, bounded in size, time and hops."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import cast
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from counterclaim import __version__
from counterclaim.errors import CounterclaimError
from counterclaim.intake.fetch_guard import GuardedBackend
from counterclaim.intake.inputs import label

#: Bounds of one fetch. The largest news page among our own saved ones has 3 MB, a long feed 5 MB; packed
#: bytes count when unpacked. ``TIMEOUT_S`` is the longest silence, ``TOTAL_S`` the whole of one request: a
#: slow mobile line gives 10 MB in a minute.
MAX_BYTES = 10_000_000
TIMEOUT_S = 20.0
TOTAL_S = 60.0
MAX_HOPS = 5
#: The name by which robots.txt may call us.
PRODUCT = "counterclaim"
PURPOSE = "news reader for research; one page at the user's request"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html,application/rss+xml,application/atom+xml,application/feed+json,text/plain;q=0.9,*/*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request, whatever its status; ``data`` is unpacked.

    >>> Answer("https://a.example/", 302, b"", {"location": "/b"}).redirect
    'https://a.example/b'
    """

    url: str
    status: int
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def redirect(self) -> str | None:
        """The address it sends on to, or None."""
        location = self.headers.get("location")
        if self.status not in REDIRECTS or not location:
            return None
        try:
            return urljoin(self.url, location)
        except ValueError:
            return location

    @property
    def kind(self) -> str:
        """The media type it names, in lower case; a page where it names none."""
        return self.headers.get("content-type", "text/html").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding it names."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        found = message.get_content_charset()
        return found or None


def user_agent(contact: str | None = None) -> str:
    """Who we say we are; a watch gives how to reach the person who runs it.

    >>> user_agent("desk@example.org").endswith("(news watch for research; +desk@example.org)")
    True
    """
    return f"{PRODUCT}/{__version__} ({f'news watch for research; +{contact}' if contact else PURPOSE})"


class Client:
    """Makes one request at a time; it may be used from several threads.

    ``allow_hosts`` names hosts whose addresses may be private.

    >>> Client().get("file:///etc/hostname")
    Traceback (most recent call last):
    ...
    counterclaim.errors.CounterclaimError: [CC401] file:///etc/hostname is not fetched. ...
    """

    def __init__(
        self,
        allow_hosts: frozenset[str] = frozenset(),
        *,
        agent: str | None = None,
        timeout: float = TIMEOUT_S,
        total: float = TOTAL_S,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._allow_hosts = frozenset(host.lower() for host in allow_hosts)
        self._agent = agent or user_agent()
        self._timeout = timeout
        self._total = total
        self._max_bytes = max_bytes
        self._tls = httpx.create_ssl_context()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer to one request; redirects are answers and not followed.

        ``etag`` and ``modified`` are what an earlier answer gave: the answer 304 says that nothing changed.
        Raises `CounterclaimError` CC401 (address refused), CC402 (no answer, or it broke off), CC404 (too
        large), CC405 (packed in a way not asked for), CC406 (too slow). An error's status is no exception.
        """
        parsed = checked_url(url)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers: dict[bytes | str, bytes | str] = {
            "Host": parsed.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **{name: value for name, value in conditions.items() if value and _sendable(value)},
        }
        steps = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        until = time.monotonic() + self._total
        backend = GuardedBackend(self._allow_hosts, until)
        target = httpcore.URL(
            scheme=parsed.scheme.encode(), host=parsed.raw_host, port=parsed.port, target=parsed.raw_path
        )
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._tls, network_backend=backend, max_connections=1
                ) as pool,
                pool.stream("GET", target, headers=headers, extensions={"timeout": steps}) as response,
            ):
                named = {
                    name.decode("ascii", "replace").lower(): value.decode("latin-1")
                    for name, value in response.headers
                }
                data = b"" if response.status in REDIRECTS else self._body(response, named, url)
                return Answer(url, response.status, data, named)
        except (*_NO_ANSWER, OSError) as error:
            if time.monotonic() >= until:
                raise CounterclaimError(
                    "CC406",
                    f"{url} is too slow.",
                    f"It took more than {self._total:.0f} seconds.",
                    "Try again later, or save the page and read the file.",
                ) from error
            raise CounterclaimError(
                "CC402",
                f"No answer from {parsed.host}, or it broke off.",
                f"{type(error).__name__}: {str(error)[:200] or 'nothing came'}.",
                "Try again later, or save the page and read the file.",
            ) from error

    def _body(self, response: httpcore.Response, named: Mapping[str, str], url: str) -> bytes:
        data = bytearray()
        # httpcore types the stream for both of its worlds, with threads and without.
        chunks = cast("Iterable[bytes]", response.iter_stream())
        for part in unpacked(chunks, named.get("content-encoding", ""), url):
            data += part
            if len(data) > self._max_bytes:
                raise CounterclaimError(
                    "CC404",
                    f"{url} is not read.",
                    f"It is larger than {self._max_bytes / 1_000_000:g} MB.",
                    "Save the part you need as text.",
                )
        return bytes(data)


_NO_ANSWER = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
)
_GZIP = b"\x1f\x8b"
#: Bytes that unpacking may give at one step, so that a bomb is seen before it is held.
_STEP = 262_144


def unpacked(chunks: Iterable[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """A body's bytes as they were before gzip, in pieces of bounded size.

    >>> import gzip
    >>> b"".join(unpacked([gzip.compress(b"Shut.")], "gzip", "u"))
    b'Shut.'
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise CounterclaimError(
            "CC405",
            f"{url} is not read.",
            f"It is packed as {encoding[:40]}.",
            "Save the page and read the file.",
        )
    inflate = zlib.decompressobj(wbits=31)
    after = b""
    try:
        for chunk in chunks:
            rest = after + chunk
            after = b""
            while rest:
                if inflate.eof:
                    # Another gzip member; what is none is padding, which browsers ignore too.
                    if len(rest) < len(_GZIP):
                        after = rest
                        break
                    if not rest.startswith(_GZIP):
                        return
                    inflate = zlib.decompressobj(wbits=31)
                yield inflate.decompress(rest, _STEP)
                rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    except zlib.error as error:
        raise httpcore.RemoteProtocolError(f"its packing is damaged ({error})") from error
    if not inflate.eof:
        raise httpcore.RemoteProtocolError("its packing breaks off")


def fetch(url: str, *, allow_hosts: frozenset[str] = frozenset()) -> tuple[bytes, str | None, str]:
    """The page's bytes, its declared charset and the address it came from in the end.

    Raises `CounterclaimError` CC401 (address refused), CC402 (no answer), CC403 (error status), CC404
    (too large), CC405 (not a text), CC406 (too slow). Loopback and private addresses are refused, also
    behind redirects, unless the host is in ``allow_hosts``; the connection goes to the very address that was
    checked, so a DNS answer that changes in between gains nothing.
    """
    client = Client(allow_hosts)
    at = url
    for _ in range(MAX_HOPS + 1):
        answer = client.get(at)
        if answer.redirect is not None:
            at = answer.redirect
            continue
        if refused := refusal(answer):
            raise refused
        return answer.data, answer.charset, at
    raise circles(url)


def refusal(answer: Answer, *, any_kind: bool = False) -> CounterclaimError | None:
    """Why an answer gives nothing to read: its status (CC403) or its kind (CC405); None when it does.

    >>> refusal(Answer("https://a.example/", 200, b"", {"content-type": "image/png"})).code
    'CC405'
    """
    url = answer.url
    if not 200 <= answer.status < 300:
        return CounterclaimError(
            "CC403",
            f"{url} could not be read.",
            f"The server answered {answer.status}.",
            "Check the address, or save the page from a browser.",
        )
    kind = answer.kind
    if not any_kind and not (kind.startswith("text/") or kind.endswith(("xml", "json", "xhtml", "/pdf"))):
        return CounterclaimError(
            "CC405", f"{url} is not read.", f"It is {kind[:60]}, not a page.", "Give the address of a page."
        )
    return None


def circles(url: str) -> CounterclaimError:
    """The error of an address that redirects too often."""
    return CounterclaimError(
        "CC403",
        f"{url} could not be read.",
        f"It redirects more than {MAX_HOPS} times.",
        "Open it in a browser and save the page.",
    )


def _sendable(value: str) -> bool:
    """Whether a value that a server gave may stand in a header of ours."""
    return len(value) <= 1000 and value.isprintable() and value.isascii()


def checked_url(url: str) -> httpx.URL:
    """A web address taken apart, without name, password and fragment; CC401 where it is none.

    >>> checked_url("https://desk:secret@a.example/x#y").raw_path
    b'/x'
    """
    try:
        urlsplit(url)
        parsed = httpx.URL(url)
        if parsed.scheme in ("http", "https") and parsed.host and (parsed.port is None or parsed.port > 0):
            return parsed.copy_with(userinfo=b"", fragment=None)
        why = "Only http and https addresses are."
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        why = f"It is no address: {label(str(error)[:100])}."
    raise CounterclaimError("CC401", f"{label(url)} is not fetched.", why, "Give the page's web address.")
