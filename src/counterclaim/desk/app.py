"""The application: routes, assets, the gate before them, and errors a person can act on."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from counterclaim import __version__
from counterclaim.desk import faulting, live
from counterclaim.desk.accounts import pages as accounts_pages
from counterclaim.desk.accounts.gate import Gate
from counterclaim.desk.accounts.store import Accounts, accounts_path
from counterclaim.desk.api import document
from counterclaim.desk.api import v1 as api
from counterclaim.desk.pages import board, crossings, incident, lists, places, report, review
from counterclaim.desk.remembering import Remembering
from counterclaim.desk.rendering import STATIC
from counterclaim.desk.settings import Settings
from counterclaim.errors import CounterclaimError
from counterclaim.ledger.ledger import Ledger

#: Replies smaller than this grow when they are packed.
_GZIP_FROM = 600
#: Level 9 takes five times as long as this one for a twentieth less.
_GZIP_LEVEL = 5


def create_app(settings: Settings) -> FastAPI:
    """The desk over one ledger, which must exist; raises CC609 where it does not.

    A desk that others can reach needs an admin first (CC709).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Ledger.open(f"{folder}/a.db").close()
    ...     app = create_app(Settings(ledger=f"{folder}/a.db"))
    ...     app.state.ledger.close()
    >>> app.title
    'counterclaim'
    """
    app = FastAPI(title="counterclaim", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.ledger = Remembering.open(settings.ledger, create=False)
    try:
        accounts = _accounts(settings, app.state.ledger)
    except CounterclaimError:
        app.state.ledger.close()
        raise
    app.state.accounts = accounts
    app.state.pulse = live.Pulse(app.state.ledger)
    app.add_middleware(Gate, settings=settings, accounts=accounts)
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=_GZIP_LEVEL)
    app.add_exception_handler(CounterclaimError, faulting.told)
    app.add_exception_handler(HTTPException, faulting.http)
    app.add_exception_handler(RequestValidationError, faulting.invalid)
    app.add_exception_handler(Exception, faulting.unforeseen)
    for page in (board, incident, places, report, crossings, lists, review):
        app.include_router(page.router)
    for part in (accounts_pages, api, document, live):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _accounts(settings: Settings, ledger: Ledger) -> Accounts | None:
    if not settings.needs_accounts:
        return None
    accounts = Accounts(settings.accounts_named or accounts_path(ledger.address))
    if not accounts.has_admin:
        raise CounterclaimError(
            "CC709",
            "The desk cannot be opened to others yet.",
            f"Nobody could sign in: there is no admin in {accounts.path}.",
            "Make one with `counterclaim user add NAME --role admin`, or leave --host away.",
            exit_code=2,
        )
    return accounts
