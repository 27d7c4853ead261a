"""A Word template: opened safely, and filled into a .docx."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import traceback
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from docgen.errors import Finding, FindingsError, Place
from docgen.render import syntax
from docgen.render.environment import environment
from docgen.render.filters import ForbiddenError, NotTextError, OutputTooLargeError, bounded
from docgen.render.page_breaks import keep_rows_together, lower_room
from docgen.render.pictures import replace_header_pictures, replace_pictures
from docgen.word import open_package, plain_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docgen.render.pictures import Drawing
    from docgen.render.word_template import WordTemplate

_UNIX = 3
"""What a zip entry says of the system that made it (APPNOTE 4.4.2)."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can hold (APPNOTE 4.4.6): no clock in a reproducible file."""
_TAG = re.compile('<[^>]+>')
_WHY_NOT = {
    ZeroDivisionError: "delning med noll",
    TypeError: "uppgifterna är av fel slag",
    OverflowError: "talet blir för stort",
    RecursionError: "det är nästlat i för många nivåer",
    SyntaxError: "det är nästlat i för många nivåer",
    MemoryError: "det är nästlat i för många nivåer",
}
NOT_FILLABLE = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, SyntaxError, MemoryError,
)  # fmt: skip
"""What evaluating an expression of a template may raise."""


@dataclass(frozen=True)
class DocumentProperties:
    """The core properties that a filled document carries (ECMA-376 part 2, 11.1)."""

    title: str
    author: str
    subject: str
    date: datetime.date
    language: str = 'sv-SE'


def fill(
    path: Path,
    context: Mapping[str, Any],
    out: Path,
    properties: DocumentProperties,
    pictures: Mapping[str, Drawing] | None = None,
    *,
    header_pictures: Mapping[str, bytes | None] | None = None,
    rooms: Mapping[str, float] | None = None,
) -> None:
    """Fill a template and write the .docx; the same input gives the same bytes.

    Args:
        path: the template.
        context: plain data, as docgen.context gives it.
        out: where to write.
        properties: title, author and so on of the filled document.
        pictures: what takes the place of placeholder pictures, by the name that the picture has in the template.
        header_pictures: PNG files that take the place of pictures in the headers, by name; None takes one away.
        rooms: points that a paragraph with a bookmark of that name needs in height; a lower one stays as it is.

    Raises:
        FindingsError: the template cannot be filled; the finding names the paragraph.
    """
    template = open_template(path)
    try:
        with bounded():
            template.render(dict(context), environment(), autoescape=True)
        replace_pictures(template, pictures or {})
        replace_header_pictures(template, header_pictures or {})
        for bookmark, height in (rooms or {}).items():
            lower_room(template, bookmark, height)
        keep_rows_together(template)
    except OutputTooLargeError as error:
        raise FindingsError(
            _unfit(
                path,
                'template-too-large',
                "Det ifyllda dokumentet blir orimligt stort, eller tar orimligt lång tid att fylla i.",
                _running(path, error),
            )
        ) from error
    except SecurityError as error:
        told = f"detta: {error}" if isinstance(error, ForbiddenError) else "det som står här"
        what = f"Mallen får inte göra {told}."
        raise FindingsError(_unfit(path, 'template-forbidden', what, _running(path, error))) from error
    except TemplateError as error:
        raise FindingsError(_syntax(path, error)) from error
    except NotTextError as error:
        raise FindingsError(_not_text(path, error)) from error
    except NOT_FILLABLE as error:
        raise FindingsError(_not_fillable(path, error)) from error
    _describe(template, properties)
    unpacked = io.BytesIO()
    with _parts_as_they_are():
        template.save(unpacked)
    _write_timeless(unpacked, out)


@contextlib.contextmanager
def _parts_as_they_are() -> Iterator[None]:
    """Let python-docx compress nothing, since every part is written anew. Another thread may see it: to no effect."""
    from docx.opc import phys_pkg

    phys_pkg.ZIP_DEFLATED = zipfile.ZIP_STORED  # type: ignore[attr-defined]
    try:
        yield
    finally:
        phys_pkg.ZIP_DEFLATED = zipfile.ZIP_DEFLATED  # type: ignore[attr-defined]


def open_template(path: Path) -> WordTemplate:
    """The template as docxtpl has it, checked and without macros; a file that is as before is not read again."""
    from docgen.render.word_template import WordTemplate

    content = _checked(path, path.stat().st_mtime_ns)
    template = WordTemplate(io.BytesIO(content))
    try:
        template.init_docx()
        template.docx.core_properties.title = template.docx.core_properties.title
    except (KeyError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise FindingsError(_not_whole(path)) from error
    return template


def _not_whole(path: Path) -> Finding:
    return Finding(
        'word-file-not-docx',
        f"Filen {path.name} är inte en hel Word-fil (.docx).",
        "En del av filen som behövs går inte att hitta, eller är av fel slag.",
        "Öppna filen i Word och spara om den som Word-dokument (.docx), eller hämta en hel kopia.",
        Place(path),
    )


@lru_cache(maxsize=16)
def _checked(path: Path, modified: int) -> bytes:  # noqa: ARG001
    return plain_document(open_package(path))


def _describe(template: WordTemplate, properties: DocumentProperties) -> None:
    core = template.docx.core_properties
    moment = datetime.datetime.combine(properties.date, datetime.time(), datetime.UTC)
    core.title, core.author, core.subject = properties.title[:255], properties.author[:255], properties.subject[:255]
    core.language = properties.language
    core.created = core.modified = moment
    core.last_modified_by = properties.author[:255]
    core.revision = 1
    core.comments = core.keywords = ''


def _write_timeless(packed: io.BytesIO, out: Path) -> None:
    """Write the parts anew, with what is the same on every system: no clock, no system's name, no compression."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, 'w') as target:
        for entry in source.infolist():
            written = zipfile.ZipInfo(entry.filename, ZIP_EPOCH)
            written.create_system = _UNIX
            # Compression differs from one version of its library to the next.
            target.writestr(written, source.read(entry), zipfile.ZIP_STORED)


_UNDEFINED = re.compile(r"no (?:attribute|element) '?([^']+)|'([^']+)' is undefined")


def _syntax(path: Path, error: TemplateError) -> Finding:
    """Name what Jinja finds only when it compiles or fills: by then the check has found all else."""
    unknown = _UNDEFINED.search(error.message or '') if isinstance(error, UndefinedError) else None
    if unknown is not None:
        return Finding(
            'template-unknown-placeholder',
            f"Platshållaren ”{unknown[1] or unknown[2]}” finns inte.",
            "Dokumentet kan inte fyllas i.",
            "Rätta namnet. Alla platshållare står i templates/README.md.",
            Place(path, paragraph=_running(path, error)),
        )
    lines = list(getattr(error, 'docx_context', ()))
    line = getattr(error, 'lineno', None)
    paragraph = lines[min(3, line - 1)] if line and len(lines) >= min(4, line) else _running(path, error)
    return syntax.expression(path, error.message, paragraph)


def _why_not(error: Exception) -> str:
    found = (why for kind, why in _WHY_NOT.items() if isinstance(error, kind))
    return next(found, "det ger inget värde")


def _not_fillable(path: Path, error: Exception) -> Finding:
    return Finding(
        'template-not-fillable',
        f"Ett uttryck i mallen går inte att räkna ut ({_why_not(error)}).",
        "Dokumentet kan inte fyllas i.",
        "Skriv platshållaren utan räkning och filter, som i exemplen i templates/README.md.",
        Place(path, paragraph=_running(path, error)),
    )


def _not_text(path: Path, error: NotTextError) -> Finding:
    return Finding(
        'template-not-text',
        f"En platshållare i mallen ger ingen text: värdet är {error.sentence}.",
        "Det skulle tryckas som programmet skriver det.",
        "Skriv en platshållare som ger en text eller ett tal. Upprepa listor med for, och välj text med if.",
        Place(path, paragraph=_running(path, error)),
    )


def _running(path: Path, error: Exception) -> str | None:
    """Give the paragraph that was being filled, by the line of the template that Jinja was in."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == '<template>']
    if not lines or not lines[-1]:
        return None
    template = open_template(path)
    source = template.source(template.get_xml()).splitlines()
    return _TAG.sub('', ''.join(source[lines[-1] - 1 : lines[-1]])) or None


def _unfit(path: Path, finding_id: str, what: str, paragraph: str | None = None) -> Finding:
    return Finding(
        finding_id,
        what,
        "Mallen kan inte användas som den är.",
        "Ta bort det som orsakar felet.",
        Place(path, paragraph=paragraph),
    )
