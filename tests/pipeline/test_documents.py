"""What lies in a period's folder after a build: all documents, true records, the data as typed."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pytest
from docx import Document
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

HOSTILE = r'R&D <5 år {{x}} #kod *stjärna* $5 \ @ [a] _b_ "citat"'


def _text(pdf: Path) -> str:
    """All that is painted, pages one after another, spaces and line ends squeezed out."""
    with pdfplumber.open(pdf) as opened:
        return ''.join(''.join((page.extract_text() or '').split()) for page in opened.pages)


def _uris(reader: PdfReader) -> set[str]:
    found: set[str] = set()
    for page in reader.pages:
        for reference in page.get('/Annots', ()):
            action: Any = reference.get_object().get('/A')
            if action is not None and '/URI' in action:
                found.add(str(action['/URI']))
    return found


def test_the_output_holds_the_documents_of_the_table_and_nothing_else(shipped: Workbench) -> None:
    files = {name for name in shipped.snapshot() if not name.endswith('/') and not name.startswith('.docgen')}
    assert files == {
        '2020-2023/samverkansoverenskommelse-strangnas-2020-2023.pdf',
        '2020-2023/word/samverkansoverenskommelse-strangnas-2020-2023.docx',
        '2020-2023/record.json',
        '2020/medborgarlofte-strangnas-2020.pdf',
        '2020/medborgarlofte-strangnas-2020-kort.pdf',
        '2020/uppfoljning-medborgarlofte-strangnas-2020.pdf',
        '2020/word/medborgarlofte-strangnas-2020.docx',
        '2020/word/medborgarlofte-strangnas-2020-kort.docx',
        '2020/word/uppfoljning-medborgarlofte-strangnas-2020.docx',
        *(f'2020/webb/{name}' for name in ('lista.html', 'lista.md', 'lista.txt', 'sida.html')),
        '2020/record.json',
        '2021/medborgarlofte-strangnas-2021.pdf',
        '2021/medborgarlofte-strangnas-2021-kort.pdf',
        '2021/word/medborgarlofte-strangnas-2021.docx',
        '2021/word/medborgarlofte-strangnas-2021-bilaga-1.docx',
        '2021/word/medborgarlofte-strangnas-2021-kort.docx',
        *(f'2021/webb/{name}' for name in ('lista.html', 'lista.md', 'lista.txt', 'sida.html')),
        *(f'2020/webb/{name}' for name in ('resultat.html', 'resultat.md', 'resultat.txt')),
        '2021/record.json',
    }


def test_the_full_promise_has_body_signatures_and_an_appendix_with_its_own_pages(shipped: Workbench) -> None:
    reader = PdfReader(shipped.output / '2021/medborgarlofte-strangnas-2021.pdf')
    labels = reader.page_labels
    body = labels.index('B1-1')
    assert labels == [*(str(n + 1) for n in range(body)), *(f'B1-{n + 1}' for n in range(len(labels) - body))]
    signing = reader.pages[body - 1].extract_text()
    assert 'Anna Exempel' in signing
    assert 'Erik Provsson' in signing
    assert 'Uppföljning av medborgarlöftet 2020' in reader.pages[body].extract_text()
    for number, page in enumerate(reader.pages):
        shown = ' '.join(page.extract_text().split())
        expected = f'B1-{number - body + 1}' if number >= body else f'Sida {number + 1} av {body}'
        assert expected in shown, f'page {number + 1}: {shown[-80:]}'


def test_the_outline_leads_to_every_chapter_and_to_the_appendix(shipped: Workbench) -> None:
    reader = PdfReader(shipped.output / '2021/medborgarlofte-strangnas-2021.pdf')
    tops: list[Any] = [each for each in reader.outline if not isinstance(each, list)]
    titles = [each.title for each in tops]
    assert titles[0] == 'Inledning'
    assert titles[-2:] == ['Underskrifter', 'Bilaga 1: Uppföljning av medborgarlöftet 2020']
    pages = [reader.get_destination_page_number(each) for each in tops]
    assert pages == sorted(pages, key=lambda page: -1 if page is None else page)
    assert pages[-1] == reader.page_labels.index('B1-1')


def test_the_full_promise_holds_every_commitment_and_answers_its_questions(shipped: Workbench) -> None:
    painted = _text(shipped.output / '2021/medborgarlofte-strangnas-2021.pdf')
    data = (shipped.root / 'data/promises/2021.yaml').read_text('utf-8')
    titles = re.findall(r'^    promised_by: .+\n    title: (.+)$', data, re.MULTILINE)
    questions = re.findall(r'^      - question: (.+)$', data, re.MULTILINE)
    assert len(titles) == 7
    assert len(questions) > 14
    for text in (*titles, *questions):
        assert ''.join(text.strip("'").split()) in painted


@pytest.mark.parametrize('period', ['2020', '2021'])
def test_the_short_promise_says_that_it_is_short_and_links_to_the_full_one(shipped: Workbench, period: str) -> None:
    reader = PdfReader(shipped.output / f'{period}/medborgarlofte-strangnas-{period}-kort.pdf')
    assert 1 <= len(reader.pages) <= 2
    shown = ' '.join(' '.join(page.extract_text() for page in reader.pages).split())
    assert 'Det här är en förkortad version.' in shown
    address = f'https://strangnas.example/trygghet/medborgarlofte-strangnas-{period}.pdf'
    assert address in shown.replace(' ', '')
    assert f'https://strangnas.example/trygghet/medborgarlofte-strangnas-{period}.pdf' in _uris(reader)


def test_the_short_promise_of_twelve_commitments_keeps_to_two_pages(everything: Workbench) -> None:
    assert len(PdfReader(everything.output / '2021-2022/medborgarlofte-exempelbygden-2021-2022-kort.pdf').pages) <= 2


def test_the_agreement_has_contents_that_lead_to_the_right_pages(shipped: Workbench) -> None:
    reader = PdfReader(shipped.output / '2020-2023/samverkansoverenskommelse-strangnas-2020-2023.pdf')
    contents = next(page.extract_text() for page in reader.pages if 'Innehåll' in page.extract_text())
    entries = re.findall(r'^\s*(?:\d+(?:\.\d+)*\.?\s+)?([^\d\n.][^\n]*?)[\s.]+(\d+)\s*$', contents, re.MULTILINE)
    assert len(entries) > 8
    for title, number in entries:
        if title.endswith(' av'):
            continue  # the page's own number
        shown = ''.join(reader.pages[int(number) - 1].extract_text().split())
        assert ''.join(title.split()) in shown, f'{title} on page {number}'


def test_the_follow_up_shows_status_in_word_and_symbol_and_describes_its_chart(shipped: Workbench) -> None:
    path = shipped.output / '2020/uppfoljning-medborgarlofte-strangnas-2020.pdf'
    reader = PdfReader(path)
    shown = ' '.join(' '.join(page.extract_text() for page in reader.pages).split())
    for words in ('✓ Genomfört', '▲ Delvis genomfört', '× Ej genomfört', 'Kommentar'):
        assert words in shown
    with pikepdf.open(path) as pdf:
        alternatives = [
            str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and '/Alt' in each
        ]
    assert any(text.startswith('Stapeldiagram över') for text in alternatives)


def test_the_agreement_for_five_parties_names_all_who_sign_municipalities_first(everything: Workbench) -> None:
    record = json.loads((everything.output / '2021-2022/record.json').read_text('utf-8'))
    full = next(each for each in record['documents'] if each['kind'] == 'promise')
    signing = [each['name'] for each in full['signatures']]
    assert signing[0] == 'Anna Exempel'
    assert signing[-1] == 'Åsa Łukaszewska-Påhitt'
    assert len(signing) == 5
    reader = PdfReader(everything.output / '2021-2022' / full['file'])
    for each in full['signatures']:
        shown = ' '.join(reader.pages[each['page'] - 1].extract_text().split())
        assert each['name'].split()[0] in shown


@pytest.mark.parametrize(
    'name', ['medborgarlofte-exempelbygden-2021-2022', 'medborgarlofte-exempelbygden-2021-2022-kort']
)
def test_hostile_text_arrives_in_the_pdf_as_typed(everything: Workbench, name: str) -> None:
    painted = _text(everything.output / '2021-2022' / f'{name}.pdf')
    assert ''.join(HOSTILE.split()) in painted


def test_every_hostile_line_of_the_full_text_arrives(everything: Workbench) -> None:
    painted = _text(everything.output / '2021-2022/medborgarlofte-exempelbygden-2021-2022.pdf').replace('\u00ad', '')
    for line in (
        r'{% if x %} {# y #} `kod` ~~struket~~ <b>fet</b> &amp; </w:t> ]]> hos sina leverantörer.',
        r'- inte en lista, 1. inte en punkt, // inte en kommentar, /* inte heller */ @namn <etikett> \u{41}',
        r'\\server\mapp C:\temp ^upphöjt | rör',
        'Tillsyn mot fusk & "svartjobb" <Etapp #1>',
        'Det prövar att'.replace('Det', 'det')
        + r' #alla *tecken* kommer fram som de skrevs, \ och $5 och "citat" också.',
        'granskning av {{leverantörer}} & "underentreprenörer"'.capitalize(),
    ):
        assert ''.join(line.split()) in painted, line


def test_hostile_text_arrives_in_word_and_on_the_web_as_typed(everything: Workbench) -> None:
    period = everything.output / '2021-2022'
    document = Document(str(period / 'word/medborgarlofte-exempelbygden-2021-2022.docx'))
    assert HOSTILE in [paragraph.text for paragraph in document.paragraphs]
    assert HOSTILE in (period / 'webb/lista.txt').read_text('utf-8')
    assert '&lt;5 år {{x}}' in (period / 'webb/sida.html').read_text('utf-8')


@pytest.mark.parametrize('period', ['2020', '2021'])
def test_web_links_tell_the_files_real_sizes(shipped: Workbench, period: str) -> None:
    from docgen.swedish import file_size

    page = (shipped.output / period / 'webb/sida.html').read_text('utf-8')
    text = re.sub(r'\s+', ' ', re.sub('<[^>]+>', '', page).replace('\u00a0', ' '))
    linked = re.findall(r'href="https://strangnas\.example/trygghet/([^"]+\.pdf)"', page)
    assert len(set(linked)) >= 3
    for name in set(linked):
        path = next(shipped.output.glob(f'*/{name}'))
        size = file_size(path.stat().st_size).replace('\u00a0', ' ')
        assert re.search(rf'\(?pdf, {re.escape(size)}', text, re.IGNORECASE), f'{name}: {size}'


@pytest.mark.parametrize('built', ['shipped', 'everything', 'smallest'])
def test_records_are_true(built: str, request: pytest.FixtureRequest) -> None:
    workbench: Workbench = request.getfixturevalue(built)
    for folder in (path for path in workbench.output.iterdir() if path.name != '.docgen'):
        record = json.loads((folder / 'record.json').read_text('utf-8'))
        assert record['period'] == folder.name
        assert record['draft'] is False
        lying = {path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file()} - {'record.json'}
        assert set(record['files']) == lying
        for name, digest in record['files'].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        for document in record['documents']:
            path = folder / document['file']
            reader = PdfReader(path)
            assert document['sha256'] == record['files'][document['file']]
            assert document['bytes'] == path.stat().st_size
            assert document['pages'] == len(reader.pages)
            assert reader.metadata is not None
            assert reader.metadata.title == document['title']
            for name, digest in document['templates'].items():
                assert hashlib.sha256(workbench.template(name).read_bytes()).hexdigest() == digest


def test_the_record_tells_the_empty_room_above_each_printed_name(everything: Workbench) -> None:
    for file in everything.output.glob('*/record.json'):
        for document in json.loads(file.read_text('utf-8'))['documents']:
            with pdfplumber.open(file.parent / document['file']) as pdf:
                for signature in document['signatures']:
                    page = pdf.pages[signature['page'] - 1]
                    left, bottom, right, top = signature['rectangle']
                    line = page.height - bottom
                    room = page.crop((left, page.height - top, right, line))
                    below = page.crop((left, line, right, line + 45))
                    assert not (room.extract_text() or '').strip()
                    assert top - bottom > 20
                    assert signature['name'].split()[0] in (below.extract_text() or '')


def test_an_agreement_is_not_held_up_by_an_unfinished_promise(minimal: Workbench) -> None:
    minimal.replace('promises/2024.yaml', 'purpose: Löftet ska öka tryggheten i Lillby.', 'purpose:')
    answer = minimal.run('build', '2024-2025')
    assert answer.code == 0, answer.err
    assert (minimal.output / '2024-2025/samverkansoverenskommelse-lillby-2024-2025.pdf').is_file()
    assert not (minimal.output / '2024').exists()
    assert minimal.run('build', '2024').code == 3
    assert minimal.run('build').code == 3, 'what is left out is not forgotten'
