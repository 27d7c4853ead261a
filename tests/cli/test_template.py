"""`docgen template`: a template checked, shown, listed and mended before there is anything to build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pypdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from workbench import PROJECT

if TYPE_CHECKING:
    from workbench import Workbench

SHORT = 'medborgarlofte-kort.docx'
FAULTS = {
    "Fel {{ promise.titel }} här": 'template-unknown-placeholder',
    "Citat {{ “promise.title” }} här": 'template-quoted-placeholder',
    "Lista {{ promise.commitments }} här": 'template-not-text',
    "Snirklig text": 'font-missing',
    "Dold text": 'word-hidden-text',
    "Hoppar över": 'word-heading-level-skipped',
    "Ett fält": 'word-unknown-field',
    "En relief": 'word-unknown-property',
    "Cell ett": 'word-table-without-header',
    "": 'word-image-without-alt',
    "Bara inskjutet": 'template-tracked-change',
}
"""Faults by the text of their paragraph."""


def faulty(workbench: Workbench, tmp_path: Path) -> Path:
    """The short template with the faults."""
    path = workbench.template(SHORT)
    document: Any = docx.Document(str(path))
    texts = list(FAULTS)
    for text in texts[:3]:
        document.add_paragraph(text)
    document.add_paragraph().add_run(texts[3]).font.name = 'Comic Sans MS'
    document.add_paragraph().add_run(texts[4]).font.hidden = True
    document.add_heading(texts[5], 3)
    field = document.add_paragraph(texts[6])
    simple = OxmlElement('w:fldSimple')
    simple.set(qn('w:instr'), 'NUMWORDS')
    field._p.append(simple)
    document.add_paragraph().add_run(texts[7]).font.emboss = True
    table = document.add_table(2, 2)
    borders = OxmlElement('w:tblBorders')
    line = OxmlElement('w:insideH')
    line.set(qn('w:val'), 'single')
    borders.append(line)
    table._tbl.tblPr.append(borders)
    table.cell(0, 0).text = texts[8]
    Image.new('RGB', (9, 9)).save(tmp_path / 'bild.png')
    document.add_picture(str(tmp_path / 'bild.png'))
    inserted = OxmlElement('w:ins')
    inserted.set(qn('w:id'), '91')
    written = document.add_paragraph().add_run(texts[10])
    written._r.addprevious(inserted)
    inserted.append(written._r)
    document.save(str(path))
    return path


def test_check_tells_all_faults_and_writes_them_as_comments_at_their_paragraphs(
    minimal: Workbench, tmp_path: Path
) -> None:
    path = faulty(minimal, tmp_path)
    answer = minimal.run('template', 'check', str(path), '--comments', '--json')

    assert answer.code == 3
    assert set(FAULTS.values()) == {each['id'] for each in json.loads(answer.out)['findings']}
    commented: Any = docx.Document(str(path.with_name('medborgarlofte-kort-kommentarer.docx')))
    texts = {str(each.comment_id): each.text for each in commented.comments}
    places: dict[str, str] = {}
    for mark in commented.element.body.iter(qn('w:commentReference')):
        paragraph = next(mark.iterancestors(qn('w:p')))
        ident = texts[mark.get(qn('w:id'))].rpartition('[')[2].rstrip(']')
        places[ident] = ''.join(each.text or '' for each in paragraph.iter(qn('w:t')))
    assert places == {ident: text for text, ident in FAULTS.items()}


def test_a_build_tells_what_the_engine_warns_of_at_the_template(minimal: Workbench) -> None:
    path = minimal.template(SHORT)
    document: Any = docx.Document(str(path))
    document.add_heading("Hoppar över", 3)
    document.save(str(path))
    answer = minimal.run('build')

    assert answer.code == 0
    assert 'word-heading-level-skipped' in answer.ids
    assert "Den läses upp som nivå" in answer.err
    assert SHORT in answer.err


def test_the_shipped_templates_are_without_faults(workspace: Workbench) -> None:
    answer = workspace.run('template', 'check')
    assert (answer.code, answer.ids) == (0, [])


def test_fix_mends_a_copy_and_says_what(minimal: Workbench, tmp_path: Path) -> None:
    path = tmp_path / 'annan.docx'
    document: Any = docx.Document()
    language = next(document.styles.element.iter(qn('w:lang')))
    language.getparent().remove(language)
    document.add_heading("Först", 1)
    document.add_heading("Sedan", 3)
    document.add_heading("Också", 3)
    document.save(str(path))
    before = path.read_bytes()
    answer = minimal.run('template', 'fix', str(path))

    assert answer.code == 0
    assert path.read_bytes() == before
    mended: Any = docx.Document(str(tmp_path / 'annan-lagad.docx'))
    assert mended.core_properties.title == "Först"
    assert next(mended.styles.element.iter(qn('w:lang'))).get(qn('w:val')) == 'sv-SE'
    assert [each.style.name for each in mended.paragraphs] == ['Heading 1', 'Heading 2', 'Heading 2']
    assert "Rubriken ”Sedan” är flyttad från nivå 3 till nivå 2." in answer.out
    assert "3 ändringar" not in answer.out
    assert "4 ändringar" in answer.out
    (tmp_path / 'lagad').mkdir()
    again = minimal.run(
        'template', 'fix', str(tmp_path / 'annan-lagad.docx'), '--output', str(tmp_path / 'lagad/a.docx')
    )
    assert "inget att laga" in again.out
    assert list((tmp_path / 'lagad').iterdir()) == []


def test_a_template_that_is_not_there_tells_those_of_the_workspace(minimal: Workbench, tmp_path: Path) -> None:
    for word in ('check', 'preview'):
        answer = minimal.run('template', word, str(tmp_path / 'nix.docx'))
        assert (answer.code, answer.ids) == (3, ['template-missing'])
        assert f"Mallar i {minimal.root / 'templates'}: medborgarlofte-kort.docx, medborgarlofte.docx" in answer.err


def test_list_gives_meaning_and_example(minimal: Workbench) -> None:
    listed = json.loads(minimal.run('template', 'list', '--json').out)
    title = next(each for each in listed['promise'] if each['name'] == 'promise.lead_in')
    assert title['meaning']
    assert title['example']
    assert [each for names in listed.values() for each in names if not each['meaning']] == []


def test_check_tells_the_data_that_no_place_shows_and_the_placeholders_that_are_not_used(minimal: Workbench) -> None:
    path = minimal.template('medborgarlofte.docx')
    document: Any = docx.Document(str(path))
    for paragraph in list(document.element.body.iter(qn('w:p'))):
        if 'promise.lead_in' in ''.join(each.text or '' for each in paragraph.iter(qn('w:t'))):
            paragraph.getparent().remove(paragraph)
    document.save(str(path))
    answer = minimal.run('template', 'check', str(path), '--json')
    told = json.loads(answer.out)
    assert [each['id'] for each in told['findings']] == ['template-leaves-out']
    assert 'promise.lead_in' in told['unused'][str(path)]
    assert 'promise.title' not in told['unused'][str(path)]


def test_preview_is_a_pdf_and_pictures_of_the_filled_template(minimal: Workbench, tmp_path: Path) -> None:
    answer = minimal.run('template', 'preview', str(minimal.template(SHORT)), '--output', str(tmp_path / 'ut'))

    assert answer.code == 0
    text = pypdf.PdfReader(tmp_path / 'ut/medborgarlofte-kort.pdf').pages[0].extract_text()
    assert "{{" not in text
    assert (tmp_path / 'ut/medborgarlofte-kort-1.png').is_file()


def test_preview_follows_the_file_as_it_is_saved(minimal: Workbench, tmp_path: Path) -> None:
    path = minimal.template(SHORT)
    docgen = str(Path(sys.executable).with_name('docgen'))
    command = [docgen, '--workspace', str(minimal.root), 'template', 'preview', str(path)]
    command += ['--watch', '--output', str(tmp_path / 'ut')]
    said = tmp_path / 'svar'
    with said.open('w') as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, cwd=PROJECT, env={**os.environ, 'PYTHONUNBUFFERED': '1'}
        )
        try:
            _until(said, "sidor")
            whole = path.read_bytes()
            minimal.add_paragraph(SHORT, "Fel {{ promise.titel }} här")
            _until(said, "promise.titel")
            path.write_bytes(whole)
            _until(said, "Rättat:")
        finally:
            process.kill()
            process.wait()


def _until(said: Path, text: str) -> None:
    for _ in range(20_000):  # looks, not seconds: a busy machine looks more slowly
        if text in said.read_text('utf-8'):
            return
        time.sleep(0.05)
    raise AssertionError(said.read_text('utf-8'))
