"""Whether a file is drawn within bounds, tried in a process of its own where counting cannot tell.

A pattern of a kilobyte keeps pdfium at work for days, and no call of it can be broken off.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.pdf.structure.drawing_work import Demand, drawing_demand
from docgen.programs import run
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    import pikepdf

_SECONDS = 20.0
"""For all pages; what is drawn later has more pixels, at most some ten times as many."""
_MEMORY = 4_000_000_000
_SCALE = 0.5
"""Pixels for each point."""
_LIMIT = 100_000
_tried: dict[bytes, bool] = {}


def is_drawn_within_bounds(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Tell whether all pages are drawn within bounds of work, time and memory.

    Args:
        pdf: the opened file, whose streams are known to unpack to no more than fits.
        data: its bytes.
    """
    demand = drawing_demand(pdf)
    if demand is not Demand.UNCOUNTED:
        return demand is Demand.ORDINARY
    digest = hashlib.sha256(data).digest()
    if digest not in _tried:
        _tried[digest] = _tried_apart(data)
    return _tried[digest]


def _tried_apart(data: bytes) -> bool:
    with temporary_folder() as folder:
        file = Path(folder) / 'file.pdf'
        file.write_bytes(data)
        command: list[str | Path] = [sys.executable, '-m', __name__, file]
        try:
            return run(command, timeout=_SECONDS, output_limit=_LIMIT, memory=_MEMORY).succeeded
        except OSError:
            return False


def _draw(path: str) -> None:
    """Draw every page with its annotations and fields; what pdfium refuses is for whoever reads the file to judge."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
        if document.get_formtype():
            document.init_forms()
        for page in document:
            page.render(scale=_SCALE).close()
    except pypdfium2.PdfiumError:
        return


if __name__ == '__main__':
    _draw(sys.argv[1])
