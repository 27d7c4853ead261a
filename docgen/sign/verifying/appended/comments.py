"""Comments (ISO 32000-1, 7.2.4) in what was appended: no program shows them, but they can hold words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.sign.verifying.appended.pdf_syntax import IndirectObject, Stream, SyntaxFault, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(rb'%[^\r\n]*')
_USUAL = re.compile(
    rb'%{1,3}(?:[ \t]*|%?EOF|[\x80-\xff]{4}|iText(?:-(?:Core|pdfHTML|pdfSweep|pdfOCR|pdfa|sign))?-?[\d.]{0,12}'
    rb'(?:-(?:SNAPSHOT|no-registered-products|licensed|production|AGPL(?:-version)?)){0,3}'
    rb'|(?:OpenPDF|PDFBox|PDFsharp|PDFNet|pdf-lib|pyHanko)[ -]?[\d.]{0,12})[ \t]*\Z'
)
"""That the file is binary, that it ends, or which program appended."""
_OPENING = re.compile(rb'[(%]')
_LONGEST = 200
"""Bytes of a comment that are told."""


def comment_at(data: bytes, at: int) -> bytes:
    """Give the comment that begins at a byte; nothing if none does."""
    found = _COMMENT.match(data, at)
    return found.group() if found else b''


def is_usual(comment: bytes) -> bool:
    """Whether a comment is one that programs write, and says nothing else."""
    return _USUAL.match(comment) is not None


def words_of(comment: bytes) -> str:
    """Give what a comment says, to be told."""
    said = comment.lstrip(b'%')[:_LONGEST]
    try:
        return said.decode('utf-8').strip()
    except UnicodeDecodeError:
        return said.decode('latin-1').strip()


def comments_within(data: bytes, found: IndirectObject) -> Iterator[bytes]:
    """Give the comments within an object, but for what stands in its texts and in its stream.

    Args:
        data: the file.
        found: the object.
    """
    value = found.value
    last = found.end
    if isinstance(value, Stream):
        closing = data.rfind(b'endstream', found.start, last)
        yield from comments_between(data, closing, last)
        last = data.rfind(value.raw, found.start, closing) if value.raw else data.rfind(b'stream', found.start, closing)
    yield from comments_between(data, found.start, last)


def comments_between(data: bytes, at: int, end: int) -> Iterator[bytes]:
    """Give the comments between two bytes, but for what stands in texts.

    Args:
        data: the file.
        at: the first of these bytes.
        end: the byte after the last.
    """
    if data.find(b'%', at, end) < 0:
        return
    while (opening := _OPENING.search(data, at, end)) is not None:
        if opening.group() == b'%':
            comment = comment_at(data, opening.start())
            yield comment
            at = opening.start() + len(comment)
        else:
            try:
                _, at = read_value(data, opening.start())
            except SyntaxFault:
                at = opening.end()
