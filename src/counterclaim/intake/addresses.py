"""One way to write a web address, so that one page is one address."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

#: What newsletters, social networks and feeds hang onto addresses to count readers; it names no page.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|at_(?:medium|campaign)\w*|ref_src|ocid"
    r"|ns_(?:mchannel|source|campaign|linkname|fee)|cmpid|smid|taid|guccounter|traffic_source)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def plain_address(url: str, base: str | None = None) -> str | None:
    """The address without tracking, fragment, name and password; None where it is no web address.

    ``base`` is the page on which it stood. The host is in lower case, a usual port left out.

    >>> plain_address("HTTPS://News.Example:443/a?id=7&utm_source=rss#top")
    'https://news.example/a?id=7'
    >>> plain_address("../b", "https://news.example/x/y"), plain_address("mailto:desk@news.example")
    ('https://news.example/b', None)
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.split("=", 1)[0])]
    return urlunsplit((parts.scheme, place, parts.path or "/", "&".join(kept), ""))


def address_key(url: str) -> str:
    """What two ways to write one address share: http and https are one.

    >>> address_key("http://a.example/x") == address_key("https://a.example/x")
    True
    """
    return url.partition("://")[2]


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for.

    >>> origin_of("https://a.example/x?y")
    'https://a.example'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def host_of(url: str) -> str:
    """The host's name, to which one request at a time is made.

    >>> host_of("https://A.example:8443/x")
    'a.example'
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
