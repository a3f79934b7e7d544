"""Where a request may go, and for how long: the address is checked, then connected to, under one deadline."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from counterclaim.errors import CounterclaimError

#: Networks whose addresses carry an IPv4 address inside that a gateway may turn them into (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it wraps another address.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    inner: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = [found]
    if isinstance(found, ipaddress.IPv6Address):
        inner += [found.ipv4_mapped] if found.ipv4_mapped else []
        inner += [found.sixtofour] if found.sixtofour else []
        inner += list(found.teredo or ())
        inner += [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)] if found in _NAT64 else []
        inner = inner[1:] if found.ipv4_mapped else inner
    return all(one.is_global and not one.is_multicast for one in inner)


def resolve(host: str, port: int, allow_hosts: frozenset[str]) -> list[str]:
    """The addresses of a host, asked for once and checked; CC401 where one is not public, CC402 for none.

    ``allow_hosts`` names hosts that may have any address.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise CounterclaimError(
            "CC402",
            f"{host} was not found.",
            f"The name does not resolve: {getattr(error, 'strerror', None) or error}.",
            "Check the address, or read a saved page.",
        ) from error
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    hidden = [address for address in addresses if not is_public(address)]
    if hidden and host.lower() not in allow_hosts:
        raise CounterclaimError(
            "CC401",
            f"{host} is not fetched.",
            f"It resolves to {hidden[0]}, which is not a public address.",
            f"If you mean it, allow it by name: --allow-host {host}",
        )
    return addresses


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that a DNS answer that changes gains nothing.

    ``until`` is the moment (of `time.monotonic`) by which everything must be done: connecting, the handshake,
    the headers and the body.
    """

    def __init__(self, allow_hosts: frozenset[str], until: float) -> None:
        self._allow_hosts = allow_hosts
        self._until = until
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that answers."""
        failed: Exception | None = None
        for address in resolve(host, port, self._allow_hosts):
            try:
                stream = self._inner.connect_tcp(
                    address, port, left(self._until, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _Timed(stream, self._until)
        raise failed or httpcore.ConnectError("it has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refused: nothing on this machine is fetched."""
        raise httpcore.ConnectError("a socket of this machine is not fetched")

    def sleep(self, seconds: float) -> None:
        """Wait, as the library asks between its own tries."""
        time.sleep(seconds)


class _Timed(httpcore.NetworkStream):
    """A connection whose every step is bounded by the deadline of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, left(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, left(self._until, timeout))
        return _Timed(inner, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def left(until: float, timeout: float | None) -> float:
    """Seconds that one step may take; a timeout when the whole has had its time, however it dripped."""
    remaining = until - time.monotonic()
    if remaining <= 0:
        raise httpcore.ReadTimeout("the whole took too long")
    return remaining if timeout is None else min(timeout, remaining)
