"""One request as a page sees it: what was asked, what was typed, and the ways to answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from docgen.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from docgen.app.page_state import Desk
    from docgen.errors import Finding


@dataclass(frozen=True)
class Visit:
    """A request. Pages are plain functions from a visit to a response."""

    desk: Desk
    request: Request
    form: FormData = field(default_factory=FormData)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What to begin when the answer has been sent, so that the one who asked need not wait for it."""

    def part(self, name: str) -> str:
        """Give a part of the address.

        Raises:
            HTTPException: 404, it is none that a file or folder of ours can have.
        """
        value = str(self.request.path_params[name])
        if {'.', '..'} & set(value.split('/')) or any(sign in value for sign in '\\\0'):
            raise self.missing("Adressen finns inte.")
        return value

    def asked(self, name: str) -> str:
        """Give a value after the question mark; empty if it is not there."""
        return self.request.query_params.get(name, '')

    def typed(self, name: str) -> str:
        """Give what was typed in a field; empty if the form has none."""
        value = self.form.get(name)
        return value.replace('\r\n', '\n') if isinstance(value, str) else ''

    def chosen(self, name: str) -> list[str]:
        """Give all that was ticked or typed under one name."""
        return [each.replace('\r\n', '\n') for each in self.form.getlist(name) if isinstance(each, str)]

    def uploads(self, name: str) -> list[UploadFile]:
        """Give the files that were chosen; none are empty."""
        return [each for each in self.form.getlist(name) if isinstance(each, UploadFile) and each.size]

    def page(self, template: str, title: str, *, status: int = 200, **context: Any) -> Response:
        """Answer with a page.

        Args:
            template: the file in `html/`, without ending.
            title: the heading and, after "Fel:" where there are errors, the window's title.
            status: of HTTP.
            context: what the template shows.
        """
        session = self.request.state.session
        text = (
            environment()
            .get_template(f'{template}.html.jinja')
            .render(
                title=title,
                form_token=self.desk.keys.form_token(session) if session else '',
                said=self.desk.take_said(),
                jobs=self.desk.jobs.recent(),
                municipality=self.desk.municipality(),
                here=self.request.url.path,
                **context,
            )
        )
        return HTMLResponse(text, status)

    def go(self, address: str, said: str = '') -> Response:
        """Lead on to another page, which first says what was done."""
        if said:
            self.desk.say(said)
        return RedirectResponse(address, 303)

    def missing(self, what: str) -> HTTPException:
        """Give the exception for something that is not there, in Swedish."""
        return HTTPException(404, what)


def download(content: bytes, name: str, kind: str) -> Response:
    """Answer with a file to keep.

    Args:
        content: the file's bytes.
        name: what the browser calls it.
        kind: its media type.
    """
    headers = {'Content-Disposition': f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=kind, headers=headers)


def within(folder: Path, name: str) -> Path:
    """Give a file below a folder by a name from the browser.

    Raises:
        HTTPException: 404, if the name leads out of the folder or to no file.
    """
    try:
        found = (folder / name).resolve(strict=True)
    except (OSError, ValueError):
        found = None
    if found is None or not found.is_file() or not found.is_relative_to(folder.resolve()):
        raise HTTPException(404, "Filen finns inte.")
    return found


@cache
def environment() -> Environment:
    """Give Jinja with the page's templates: everything is escaped, and an unknown name is an error."""
    from docgen.app.forms.values import html_id
    from docgen.swedish import file_size, join_list, plural
    from docgen.swedish.clock import moment_text

    made = Environment(
        loader=PackageLoader('docgen.app', 'html'),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {'on_the_page': on_the_page, 'mended_here': mended_here}
    made.filters |= {'file_size': file_size, 'join_list': join_list, 'moment': moment_text, 'html_id': html_id}
    made.globals |= {'plural': plural, 'is_error': is_error}
    return made


_ON_THE_PAGE = {
    '--network': "På sidan: kryssa ”Fråga utgivarna på nätet”.",
    '--accept-untrusted': "På sidan: kryssa rutan om utgivare som inte är betrodda.",
    '--accept-rewritten': "På sidan: kryssa ”Ta emot fast tjänsten har skrivit om filen”.",
    '--unsigned': "På sidan: kryssa ”Arkivera fast allt inte är fastställt och undertecknat”.",
    '--without-code': "På sidan: kryssa ”Ta emot fast ingen QR-kod går att läsa”.",
    '--pages-missing': "På sidan: kryssa ”Ta emot fast sidor saknas”.",
    '--new-version': "På sidan: Fastställ gör en ny version när du har sett vad det innebär.",
}
"""Where what an option of a command does is chosen here."""


def on_the_page(advice: str) -> list[str]:
    """Give where on the page the options that an advice names are chosen."""
    return [told for option, told in _ON_THE_PAGE.items() if option in advice]


_IN_THE_FIELD = {
    'data-missing': "Fyll i fältet.",
    'data-wrong-type': "Skriv om det i fältet.",
    'data-impossible-date': "Skriv om det i fältet, till exempel 31 mars 2021.",
}
"""What to do with a mistake where the file is not seen: the command's advice tells how to edit its lines."""


def mended_here(finding: Finding) -> str:
    """Give the advice of a finding as it stands beside its field."""
    return _IN_THE_FIELD.get(finding.id, finding.do)


def is_error(finding: Finding) -> bool:
    """Whether a finding stops a build."""
    return finding.severity is Severity.ERROR
