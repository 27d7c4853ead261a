"""A finished promise with signatures and an appendix, and what the judge expects of it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from docgen.pdf.judge.judge import Check, Expectations, Verdict
from docgen.pdf.structure.page_text import BODY, SIGNATURES
from docgen.pdf.write.conform import DocumentInfo
from docgen.pdf.write.finish import DocumentPart, finish
from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

from .conftest import APPENDIX
from .conftest import BODY as BODY_MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from .conftest import Typeset

TITLE = "Medborgarlöfte 2021"
INFO = DocumentInfo(TITLE, "Testköpings kommun", "", (), datetime.date(2021, 3, 11))
BLOCK = SignatureBlock("Testköpings kommun", "Anna Exempel", "kommundirektör", "", "")
EXPECTED = Expectations(
    title=TITLE,
    language='sv-SE',
    texts=("Polisen och kommunen lovar att läsa hela löftet och listan.", "EPA-traktorer och mopedbilar."),
    fonts=frozenset({'SourceSansPro'}),
    outline=("Inledning", "Underskrifter", "Bilaga 1", "Utfall"),
    min_pages=3,
    max_pages=3,
    texts_by_part={
        BODY: (("Minst fyra trygghetsvandringar.", "Två i varje tätort."),),
        SIGNATURES: (("Testköpings kommun", "Anna Exempel", "kommundirektör"),),
        'B1-': (("Uppföljning av löftet", "Enligt mötet."),),
    },
)


@pytest.fixture
def made(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a finished promise with its appendix out of the given body."""

    def finished(markup: str = BODY_MARKUP, *, draft: bool = False) -> Path:
        out = tmp_path / 'whole.pdf'
        finish(
            [DocumentPart(typeset(markup), "Löfte"), DocumentPart(typeset(APPENDIX, 'one.pdf'), "Bilaga 1", 'B1-')],
            INFO,
            out,
            fonts=faces,
            blocks=[BLOCK],
            room=SignatureRoom(1, 70, 90, 453, 400),
            draft_mark="UTKAST" if draft else '',
        )
        return out

    return finished


def checks(verdict: Verdict) -> set[Check]:
    return {failure.check for failure in verdict.failures}
