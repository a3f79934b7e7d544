"""Fetching one page as a careful client: public addresses only, bounded in size, time and hops."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx

from counterclaim import __version__
from counterclaim.errors import CounterclaimError

#: Bounds of one fetch. The largest news page among our own saved ones has 3 MB.
MAX_BYTES = 10_000_000
TIMEOUT_S = 20.0
MAX_HOPS = 5
USER_AGENT = f"counterclaim/{__version__} (news reader for research; one page at the user's request)"


def fetch(url: str, *, allow_hosts: frozenset[str] = frozenset()) -> tuple[bytes, str | None, str]:
    """The page's bytes, its declared charset and the address it came from in the end.

    Raises `CounterclaimError` CC401 (address refused), CC402 (no answer), CC403 (error status), CC404
    (too large), CC405 (not a text). Loopback and private addresses are refused, also behind redirects,
    unless the host is in ``allow_hosts``; the connection goes to the very address that was checked, so
    a DNS answer that changes in between gains nothing.
    """
    at = url
    with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client:
        for _ in range(MAX_HOPS + 1):
            request, host = _pinned(client, at, allow_hosts)
            try:
                response = client.send(request, stream=True)
            except httpx.HTTPError as error:
                raise CounterclaimError(
                    "CC402",
                    f"No answer from {host}.",
                    f"{type(error).__name__}: {error}.",
                    "Try again later, or save the page and read the file.",
                ) from error
            try:
                if response.is_redirect:
                    at = urljoin(at, response.headers.get("location", ""))
                    continue
                return _body(response, at), response.charset_encoding, at
            finally:
                response.close()
    raise CounterclaimError(
        "CC403",
        f"{url} could not be read.",
        f"It redirects more than {MAX_HOPS} times.",
        "Open it in a browser and save the page.",
    )


def _pinned(client: httpx.Client, url: str, allow_hosts: frozenset[str]) -> tuple[httpx.Request, str]:
    """A request to a checked address, with the host's own name in the header and the certificate."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise CounterclaimError(
            "CC401",
            f"{url} is not fetched.",
            "Only http and https addresses are.",
            "Give the page's web address.",
        )
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise CounterclaimError(
            "CC402",
            f"{host} was not found.",
            f"The name does not resolve: {error}.",
            "Check the address, or read a saved page.",
        ) from error
    address = str(answers[0][4][0])
    if host not in allow_hosts and not all(_public(str(answer[4][0])) for answer in answers):
        raise CounterclaimError(
            "CC401",
            f"{host} is not fetched.",
            f"It resolves to {address}, which is not a public address.",
            f"If you mean it, allow it by name: --allow-host {host}",
        )
    literal = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{literal}:{port}", fragment="").geturl()
    headers = {
        "Host": parts.netloc.rsplit("@", 1)[-1],
        "User-Agent": USER_AGENT,
        "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
    }
    return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host}), host


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%", 1)[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def _body(response: httpx.Response, url: str) -> bytes:
    if response.status_code >= 400:
        raise CounterclaimError(
            "CC403",
            f"{url} could not be read.",
            f"The server answered {response.status_code}.",
            "Check the address, or save the page from a browser.",
        )
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if not (kind.startswith("text/") or kind.endswith(("xml", "json", "xhtml"))):
        raise CounterclaimError(
            "CC405", f"{url} is not read.", f"It is {kind}, not a page.", "Give the address of a page."
        )
    data = bytearray()
    try:
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > MAX_BYTES:
                raise CounterclaimError(
                    "CC404",
                    f"{url} is not read.",
                    f"It is larger than {MAX_BYTES // 1_000_000} MB.",
                    "Save the part you need as text.",
                )
    except httpx.HTTPError as error:
        raise CounterclaimError(
            "CC402", f"{url} broke off.", f"{type(error).__name__}: {error}.", "Try again later."
        ) from error
    return bytes(data)
