"""The page's table of addresses, and what answers where there is no page or where docgen itself fails."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask, BackgroundTasks
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docgen.app.pages import PAGES
from docgen.app.pages.record_addresses import LISTS
from docgen.app.server.guard import Guard
from docgen.app.server.secrets import cookie_name
from docgen.app.server.visit import Visit, environment
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from docgen.app.page_state import Desk
    from docgen.errors import Finding

    Answer = Callable[[Visit], Response]

_LOG = logging.getLogger(__name__)


class _Section(Convertor[str]):
    """The last part of an address, where only some words have pages."""

    def __init__(self, *words: str) -> None:
        self.__dict__['regex'] = '|'.join(words)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor('form', _Section('overenskommelse', 'uppgifter'))
register_url_convertor('list', _Section(*LISTS))
register_url_convertor('settings', _Section('arbetsytan', 'formuleringar'))
_MOST_FIELDS = 20_000
_MOST_FILES = 100
_MOST_FIELD_BYTES = 2_000_000
STALE_FORM = "Formuläret är för gammalt: sidan har startats om sedan det öppnades."


def site(desk: Desk, port: int) -> ASGIApp:
    """Make the whole page.

    Args:
        desk: the workspace.
        port: that it is served on; only requests for this port on this machine are answered.
    """
    static = Path(__file__).parent / 'static'
    routes = [
        Route('/oppna', _opened(desk, port)),
        Route('/ny-adress', _handed_over(desk, port), methods=['POST']),
        Mount('/static', StaticFiles(directory=static)),
        *(
            Route(path, _answer(desk, get, post), methods=['GET', 'POST'] if post else ['GET'])
            for path, get, post in PAGES
        ),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _error_page(desk)})
    app.router.redirect_slashes = False  # an address is one of ours as it stands, or none
    hosts = frozenset(f'{name}:{port}' for name in ('127.0.0.1', 'localhost'))
    return Guard(app, desk.keys, hosts, cookie_name(port), _locked)


def _answer(desk: Desk, get: Answer, post: Answer | None) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.method == 'POST' and post is not None:
            reading = request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD_BYTES)
            async with reading as form:
                visit = Visit(desk, request, form)
                if not desk.keys.is_form_token(request.state.session, visit.typed('form_token')):
                    return _failed(visit, 403, "Formuläret gick inte att ta emot", STALE_FORM)
                return await run_in_threadpool(_guarded, post, visit)
        return await run_in_threadpool(_guarded, get, Visit(desk, request))

    return answer


def _guarded(answer: Answer, visit: Visit) -> Response:
    """Answer; what cannot be done is told with its findings, and a bug with an id and its log, the form's text kept."""
    try:
        given = answer(visit)
        given.background = BackgroundTasks([BackgroundTask(each) for each in visit.afterwards])
    except HTTPException as error:
        return _failed(visit, error.status_code, "Sidan finns inte", str(error.detail))
    except DocgenError as error:
        return _failed(visit, 409, "Det gick inte att göra", '', findings=error.findings)
    except Exception:  # noqa: BLE001 a bug must end in words, whatever it is
        number = secrets.token_hex(4)
        _LOG.exception('bug %s at %s', number, visit.request.url.path)
        return _failed(visit, 500, "Ett fel i docgen", '', bug=traceback.format_exc(), number=number)
    return given


def _failed(
    visit: Visit,
    status: int,
    title: str,
    what: str,
    *,
    findings: tuple[Finding, ...] = (),
    bug: str = '',
    number: str = '',
) -> Response:
    kept = [
        (name, value)
        for name, value in visit.form.multi_items()
        if isinstance(value, str) and value.strip() and name not in ('form_token', 'opened') and 'secret' not in name
    ]
    return visit.page(
        'failed', title, status=status, what=what, findings=findings, bug=bug, number=number, kept=kept,
        back='' if status == 404 else visit.request.url.path,
    )  # fmt: skip


def _error_page(desk: Desk) -> Callable[[Request, Any], Awaitable[Response]]:
    async def error_page(request: Request, error: HTTPException) -> Response:
        visit = Visit(desk, request)
        what = "Adressen finns inte." if error.detail == 'Not Found' else str(error.detail)
        title = "Sidan finns inte" if error.status_code == 404 else "Det gick inte att ta emot"
        return await run_in_threadpool(_failed, visit, error.status_code, title, what)

    return error_page


def _opened(desk: Desk, port: int) -> Callable[[Request], Awaitable[Response]]:
    async def opened(request: Request) -> Response:
        session = desk.keys.session_for(request.query_params.get('nyckel', ''))
        if session is None and not request.state.session:
            return _locked()
        answer = RedirectResponse('/', 303)
        if session is not None:
            answer.set_cookie(cookie_name(port), session, httponly=True, samesite='strict')
        return answer

    return opened


def _handed_over(desk: Desk, port: int) -> Callable[[Request], Awaitable[Response]]:
    async def handed_over(request: Request) -> Response:
        if not desk.keys.may_hand_over(request.headers.get('x-docgen-key', '')):
            return PlainTextResponse("Nej.", 403)
        return PlainTextResponse(address(port, desk.keys.new_token()))

    return handed_over


def address(port: int, token: str) -> str:
    """Give the address that opens the page once."""
    return f'http://127.0.0.1:{port}/oppna?nyckel={token}'


def _locked() -> Response:
    text = environment().get_template('locked.html.jinja').render()
    return Response(text, 403, media_type='text/html')
