"""The validation report: what a verification came to, for the archive, as PDF/A-2a and PDF/UA-1 in Swedish.

The same verification for the same moment gives the same bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docgen import fonts
from docgen.filesystem import replace
from docgen.model import Wording
from docgen.records.period_exchange import file_unwritable
from docgen.sign.certificate import masked, shown
from docgen.sign.verifying.verdict_sentences import advice, headline
from docgen.sign.verifying.verification_text import (
    heading,
    list_lines,
    looked_lines,
    moment,
    rebuild_lines,
    rows,
    title,
)
from docgen.swedish import number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model.verification_wording import ReportWording
    from docgen.sign.verifying.verdicts import DocumentVerification

_DIGEST = re.compile('[0-9a-f]{64}')
_Row = tuple[str, str, bool]
"""Label, text, and whether the text may be broken anywhere."""


def report(found: DocumentVerification, wording: Wording | None = None) -> bytes:
    """Give the report as a PDF, with the workspace's sentences or, outside a workspace, docgen's own."""
    return set_template('report.typ', _data(found, wording or Wording()), found.at)


def set_template(name: str, data: dict[str, Any], at: datetime.datetime) -> bytes:
    """Set a Typst source of this folder as a PDF, with what the sources share before it.

    Args:
        name: its file name.
        data: what it shows.
        at: the document's date, with time zone.
    """
    from docgen.engines.typst.typeset import typeset

    sources = [files('docgen.sign.verifying').joinpath(each).read_text('utf-8') for each in ('shared.typ', name)]
    return typeset(''.join(sources), settable(data), at)


def write_report(found: DocumentVerification, out: Path, wording: Wording | None = None) -> None:
    """Write the report; a file that is there is replaced at once or not at all.

    Args:
        found: what the verification came to.
        out: where to write.
        wording: the workspace's sentences; without them docgen's own.

    Raises:
        UsageError: `output-unwritable`.
    """
    put_in_place(report(found, wording), out, '--report')


def put_in_place(made: bytes, out: Path, option: str) -> None:
    """Write a file; one that is there is replaced at once or not at all.

    Args:
        made: its content.
        out: where to write.
        option: how the user names another file.

    Raises:
        UsageError: `output-unwritable`.
    """
    temporary = out.with_name(f'.{out.name}.{os.getpid()}')
    try:
        temporary.write_bytes(made)
        replace(temporary, out)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise file_unwritable(out, error, option) from error


def _data(found: DocumentVerification, wording: Wording) -> dict[str, Any]:
    words = wording.report
    name = heading(found)
    made = found.rebuild
    sentences = list(rebuild_lines(found)) if made is not None else []
    return {
        'words': words.model_dump(),
        'title': words.title.format(name=name),
        'author': found.software,
        'subject': words.subject,
        'keywords': [words.keyword, found.verdict.value],
        'made': f"{found.software}, {moment(found.at)}",
        'ok': found.ok,
        'verdict': headline(found, wording),
        'explanation': [each for each in (found.explanation, advice(found.verdict, by_pen=bool(found.by_pen))) if each],
        'file': list(_file(found, words)),
        'changes': list(found.changes),
        'missing': [f"{each.name}, {each.party} ({each.role})" for each in found.missing],
        'signatures': [
            {'title': title(number_, each), 'rows': [(label, text, False) for label, text in rows(each, wording)]}
            for number_, each in enumerate(found.signatures, start=1)
        ],
        'rebuild': None
        if made is None
        else {'message': ' '.join(filter(None, (made.sentence, made.note))), 'differs': list(made.differs)},
        'method': list(_method(found, words, told=len(sentences))),
        'trust': [(each.name, each.fingerprint, True) for each in found.trust],
    }


def _file(found: DocumentVerification, words: ReportWording) -> Iterator[_Row]:
    yield words.file_name, shown(found.path.name), True
    if found.document:
        yield words.file_version, found.document, True
    if found.title:
        yield words.file_title, found.title, False
    if found.pages:
        yield words.file_pages, number(found.pages), False
    yield words.file_size, f"{number(found.bytes)} byte", False
    yield "SHA-256", found.sha256, True
    yield words.file_verified, moment(found.at), False
    yield words.file_software, found.software, False


def _method(found: DocumentVerification, words: ReportWording, *, told: int) -> Iterator[str]:
    yield words.method_bytes
    yield from looked_lines(found)
    yield from list_lines(found)
    if found.network:
        yield words.method_network
    else:
        yield words.method_no_network
    if not found.trust:
        yield words.method_no_trust
    if found.rebuild is None and told == 0:
        yield words.method_no_comparison


def settable(value: Any) -> Any:
    """Give the same without personal identity numbers, and with every sign one that our fonts can show."""
    if isinstance(value, dict):
        return {key: settable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [settable(each) for each in value]
    if isinstance(value, tuple):
        label, text, digits = value
        # A digest is no text of anybody's, though digits in it may look like a person's number.
        return [label, text if _DIGEST.fullmatch(text) else settable(text), digits]
    return _settable(masked(value)) if isinstance(value, str) else value


def _settable(text: str) -> str:
    """With the code in place of each sign that the fonts lack: PDF/A allows no empty boxes (ISO 19005-2, 6.2.11.8)."""
    known = _characters()
    composed = unicodedata.normalize('NFC', text)
    return ''.join(sign if ord(sign) in known else f'[U+{ord(sign):04X}]' for sign in composed)


@cache
def _characters() -> frozenset[int]:
    faces = (('Source Sans Pro', fonts.REGULAR), ('Source Sans Pro', fonts.SEMIBOLD), ('Source Serif Pro', fonts.BOLD))
    return frozenset.intersection(*(fonts.face(name, weight, italic=False).characters for name, weight in faces))
