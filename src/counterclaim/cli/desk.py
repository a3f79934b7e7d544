"""``counterclaim desk``: the ledger in the browser."""

from __future__ import annotations

import sys
import threading
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli.ledger_options import Where
from counterclaim.errors import CounterclaimError

#: Seconds after which the browser is opened: the server listens by then, and a person hardly waits.
_OPEN_AFTER = 0.8
#: Seconds that open streams get when the desk is ended.
_GRACE = 2


def desk(
    ledger: Where = None,
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8321,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    host: Annotated[
        str, typer.Option(help="Address to listen on; any other than this machine's own asks for accounts.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(help="A host name under which the desk is reached; may be given again."),
    ] = None,
    accounts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="The file of users. Default: COUNTERCLAIM_ACCOUNTS, else beside the ledger."
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for accounts on loopback too, as a desk behind a proxy must.")
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Serve HTTPS with this certificate (PEM).")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate's key (PEM).")] = None,
) -> None:
    """Serve the ledger to this machine's browser, or to a team, until you press Ctrl-C.

    Example: counterclaim desk --ledger my.db
    """
    import uvicorn

    from counterclaim.desk.app import create_app
    from counterclaim.desk.settings import Settings

    settings = Settings(ledger, host, port, tuple(name or ()), accounts, ask)
    _check_certificate(certificate, key)
    _check_port(host, port)
    app = create_app(settings)
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1"}.get(host, host)  # noqa: S104
    address = f"{'https' if certificate else 'http'}://{shown}:{port}/"
    sys.stderr.write(f"The desk is at {address}  (Ctrl-C ends it)\n")
    if settings.needs_accounts and not certificate:
        sys.stderr.write(
            "Passwords travel readable unless a proxy speaks HTTPS (or give --certificate and --key).\n"
        )
    if browser:
        timer = threading.Timer(_OPEN_AFTER, webbrowser.open, (address,))
        timer.daemon = True
        timer.start()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def _check_port(host: str, port: int) -> None:
    import socket

    try:
        family, kind, _, _, there = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(there)
    except (OSError, UnicodeError) as error:
        raise CounterclaimError(
            "CC701",
            f"Port {port} of {host} cannot be used.",
            f"{getattr(error, 'strerror', None) or error}.",
            f"Choose another: counterclaim desk --port {port % 65535 + 1}",
        ) from error


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    import ssl

    if certificate is None and key is None:
        return
    try:
        if certificate is None:
            raise OSError("a key without a certificate")
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except OSError as error:
        raise CounterclaimError(
            "CC716",
            "HTTPS cannot be served.",
            f"{error.strerror or error}.",
            "Check --certificate and --key: PEM files that belong together.",
            exit_code=2,
        ) from error
