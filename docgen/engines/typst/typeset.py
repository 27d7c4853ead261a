"""Setting a document of our own from a Typst source and plain data: PDF/A-2a and PDF/UA-1, always the same bytes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from docgen import fonts
from docgen.engines.typst.engine import STANDARDS
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = 'data.json'
"""The name by which the source reads its data: `json("data.json")`."""


def typeset(text: str, data: Mapping[str, Any], date: datetime.datetime) -> bytes:
    """Set a document.

    Args:
        text: Typst source of ours. Whatever comes from others belongs in the data, which is never read as markup.
        data: what JSON can hold.
        date: creation and change date, with time zone.

    Raises:
        RuntimeError: the source cannot be set as PDF/A-2a and PDF/UA-1, which is our fault.
    """
    with temporary_folder() as folder:
        root = Path(folder)
        (root / 'main.typ').write_text(text, encoding='utf-8', newline='\n')
        (root / DATA).write_text(json.dumps(data, ensure_ascii=False), encoding='utf-8', newline='\n')
        try:
            made, warnings = typst.compile_with_warnings(
                str(root / 'main.typ'),
                root=str(root),
                format='pdf',
                pdf_standards=STANDARDS,
                font_paths=[str(fonts.folder())],
                ignore_system_fonts=True,
                timestamp=date.astimezone(datetime.UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            msg = f'our own source cannot be set: {error.message}'
            raise RuntimeError(msg) from error
    if warnings:
        msg = f'our own source is set with warnings: {warnings[0].message}'
        raise RuntimeError(msg)
    if not isinstance(made, bytes):
        msg = 'typst gave no PDF'
        raise TypeError(msg)
    return made
