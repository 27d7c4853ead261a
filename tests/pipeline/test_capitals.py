"""A municipality that sets its headings in capitals: the style changes what is seen, not what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from workbench import Workbench


@pytest.mark.parametrize('capitals', ['all_caps', 'small_caps'])
def test_headings_in_capitals_pass_the_judge(minimal: Workbench, capitals: str) -> None:
    with minimal.word('medborgarlofte-kort.docx') as document:
        setattr(document.styles['Heading 1'].font, capitals, True)

    answer = minimal.run('build', '2024')

    assert answer.code == 0, answer.err
    [short] = minimal.output.glob('2024/*-kort.pdf')
    text = ''.join(page.extract_text() for page in PdfReader(short).pages)
    assert 'mer information' in text.casefold()


def test_a_few_words_in_capitals_pass_the_judge(minimal: Workbench) -> None:
    with minimal.word('medborgarlofte-kort.docx') as document:
        paragraph = document.add_paragraph("Läs ")
        paragraph.add_run("hela löftet").font.all_caps = True
        paragraph.add_run(" på kommunens webbplats.")

    answer = minimal.run('build', '2024')

    assert answer.code == 0, answer.err
    [short] = minimal.output.glob('2024/*-kort.pdf')
    text = ' '.join(''.join(page.extract_text() for page in PdfReader(short).pages).split())
    assert "Läs HELA LÖFTET på kommunens webbplats." in text
