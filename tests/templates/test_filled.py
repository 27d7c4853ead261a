"""The shipped templates filled with real data: all of it arrives, and Word can open the result."""

from __future__ import annotations

import datetime
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn

from docgen.context.vector_picture import VectorPicture, rectangle
from docgen.render import DocumentProperties, fill

from .shipped import NAMES, TEMPLATES, contexts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument

    from docgen.context import Context
    from docgen.context.shared_context import ContextValue

PROPERTIES = DocumentProperties("Titel", "Kommunen", "Ämne", datetime.date(2021, 3, 11))
NOT_PRINTED = {
    'document', 'municipality', 'parties', 'signatories', 'contact', 'theme', 'short_text', 'functions', 'places',
    'target_group', 'when', 'deadline', 'condition', 'focus_area', 'targets', 'results', 'promised_by', 'chart_text',
    'fill', 'text_colour', 'solid', 'valid_from', 'valid_to', 'number', 'count', 'total', 'period', 'signed_on',
    'title_in_text', 'length',
    'full_file', 'full_url', 'web_page', 'appendix', 'appendix_title', 'previous', 'agreement_title', 'promise_title',
}  # fmt: skip
"""Keys that the full documents show in another form, or leave to the short version."""


def filled(name: str, context: Context, folder: Path) -> WordDocument:
    out = folder / name
    fill(TEMPLATES / name, context, out, PROPERTIES)
    return Document(str(out))


def printed(word: WordDocument) -> str:
    return '\n'.join(
        ''.join(node.text or '' for node in paragraph.iter(qn('w:t'))) for paragraph in word.element.iter(qn('w:p'))
    )


def texts(value: ContextValue) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_PRINTED:
                yield from texts(inner)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str) and value:
        yield value


@pytest.mark.parametrize('name', ['samverkansoverenskommelse.docx', 'medborgarlofte.docx', 'uppfoljning.docx'])
def test_every_text_of_the_data_is_printed_as_typed(name: str, tmp_path: Path) -> None:
    subject = {'samver': 'agreement', 'medbor': 'promise', 'uppfol': 'follow_up'}[name[:6]]
    for context in contexts(name):
        page = printed(filled(name, context, tmp_path))
        missing = [text for text in texts(context[subject]) if text not in page]
        assert missing == []


def test_the_short_promise_lists_every_commitment_and_points_to_the_full_one(tmp_path: Path) -> None:
    for context in contexts('medborgarlofte-kort.docx'):
        promise = context['promise']
        assert isinstance(promise, dict)
        page = printed(filled('medborgarlofte-kort.docx', context, tmp_path))
        commitments = promise['commitments']
        assert isinstance(commitments, list)
        for commitment in commitments:
            assert isinstance(commitment, dict)
            assert f"Löfte {commitment['number']}: {commitment['short_text']}" in page
        assert "förkortad version" in page
        assert str(promise['full_file']) in page


@pytest.mark.parametrize('name', NAMES)
def test_word_can_open_the_result_whatever_the_data_leave_out(name: str, tmp_path: Path) -> None:
    for context in contexts(name):
        word = filled(name, context, tmp_path)
        cells = list(word.element.iter(qn('w:tc')))
        assert all(cell[-1].tag == qn('w:p') for cell in cells), "a cell without a paragraph is a broken file"
        assert all(len(table.tr_lst) > 1 for table in word.element.iter(qn('w:tbl'))), "a table of headings only"
        assert not [node for node in word.element.iter(qn('w:pStyle')) if node.get(qn('w:val')) == 'Mallkod']


@pytest.mark.parametrize('name', NAMES)
def test_a_draft_says_so_on_its_first_page(name: str, tmp_path: Path) -> None:
    context = dict(contexts(name)[0])
    assert "Utkast" not in printed(filled(name, context, tmp_path))
    document = context['document']
    assert isinstance(document, dict)
    context['document'] = {**document, 'draft': True}
    assert printed(filled(name, context, tmp_path)).startswith("Utkast\n")


def test_the_follow_up_colours_each_status_and_says_it_in_words(tmp_path: Path) -> None:
    context = contexts('uppfoljning.docx')[0]
    word = filled('uppfoljning.docx', context, tmp_path)
    shaded = {
        ''.join(node.text or '' for node in cell.iter(qn('w:t'))): shade.get(qn('w:fill'))
        for cell in word.element.iter(qn('w:tc'))
        for shade in cell.iter(qn('w:shd'))
    }
    follow_up = context['follow_up']
    assert isinstance(follow_up, dict)
    statistics = follow_up['statistics']
    assert isinstance(statistics, list)
    for row in statistics:
        assert isinstance(row, dict)
        assert shaded[f'{row["symbol"]} {row["word"]}'] == row['fill']


def test_the_appendix_says_what_it_is_appended_to(tmp_path: Path) -> None:
    context = next(each for each in contexts('uppfoljning.docx') if each['document']['appendix'])  # type: ignore[index, call-overload]
    assert "Bilaga 1 till medborgarlöftet" in printed(filled('uppfoljning.docx', context, tmp_path))


def test_the_chart_takes_the_place_of_its_placeholder(tmp_path: Path) -> None:
    context = contexts('uppfoljning.docx')[0]
    chart = VectorPicture(4000, 1000, (rectangle('2E7D32', 0, 0, 1, 0.25),))
    out = tmp_path / 'uppfoljning.docx'
    fill(TEMPLATES / 'uppfoljning.docx', context, out, PROPERTIES, {'status-chart.png': chart})
    word = Document(str(out))
    shape = word.inline_shapes[0]
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    assert word.part.related_parts[blip.embed].blob == chart.emf()
    (vectors,) = blip.xpath('.//*[local-name() = "svgBlip"]/@r:embed')
    assert word.part.related_parts[vectors].blob == chart.svg()
    assert not [name for name in zipfile.ZipFile(out).namelist() if name.endswith('.png') and 'image1' in name]
    assert shape.width == 4 * shape.height
    follow_up = context['follow_up']
    assert isinstance(follow_up, dict)
    assert shape._inline.docPr.get('descr') == follow_up['chart_text']


def test_the_agreement_shows_organisation_numbers_only_where_a_party_has_one(tmp_path: Path) -> None:
    context = dict(contexts('samverkansoverenskommelse.docx')[0])
    parties, agreement = context['parties'], context['agreement']
    assert isinstance(parties, list)
    assert isinstance(agreement, dict)
    for number, heading, columns in (('', False, 2), ('212000-0000', True, 3)):
        context['parties'] = [each | {'organisation_number': number} for each in parties if isinstance(each, dict)]
        context['agreement'] = agreement | {'organisation_numbers': bool(number)}
        word = filled('samverkansoverenskommelse.docx', context, tmp_path)
        assert ("Organisationsnummer" in printed(word)) is heading
        assert len(word.tables[0].columns) == columns
