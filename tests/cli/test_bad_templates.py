"""Spoiled Word templates: each fault is named with the template and, where there is one, the paragraph."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench import Workbench

SHORT = 'medborgarlofte-kort.docx'


def _part(name: str, content: bytes) -> Callable[[Workbench], None]:
    """Put a part in the template's zip package in place of the one it has."""

    def spoil(workbench: Workbench) -> None:
        path = workbench.template(SHORT)
        with zipfile.ZipFile(path) as old:
            parts = {entry.filename: old.read(entry) for entry in old.infolist()}
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as new:
            for each, its_content in {**parts, name: content}.items():
                new.writestr(each, its_content)

    return spoil


def _bytes(content: bytes) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        workbench.template(SHORT).write_bytes(content)

    return spoil


def _truncated(workbench: Workbench) -> None:
    path = workbench.template(SHORT)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _missing(workbench: Workbench) -> None:
    workbench.template(SHORT).rename(workbench.template('medborgarlofte-gammal.docx'))


def _written(text: str) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        workbench.add_paragraph(SHORT, text)

    return spoil


def _in_front_of_a_loop(text: str) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        with workbench.word(SHORT) as document:
            loop = next(each for each in document.paragraphs if each.text.startswith('{%p for group'))
            loop.insert_paragraph_before(text)

    return spoil


def _in_header(workbench: Workbench) -> None:
    with workbench.word(SHORT) as document:
        document.sections[0].header.paragraphs[0].add_run('Löftet {{ promise.titel }}')


def _split_over_runs(workbench: Workbench) -> None:
    """Word splits a placeholder as it likes: spell checking, a change of mind, another style."""
    with workbench.word(SHORT) as document:
        paragraph = document.add_paragraph('Vi {')
        for piece in ('{ promise', '.lead', '_inn }', '} i år'):
            paragraph.add_run(piece).bold = piece == '.lead'


def _tracked(kind: str) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        with workbench.word(SHORT) as document:
            paragraph = document.add_paragraph('Löftet gäller hela ')
            change = OxmlElement(f'w:{kind}')
            change.set(qn('w:id'), '900')
            change.set(qn('w:author'), 'Anna Exempel')
            run = OxmlElement('w:r')
            text = OxmlElement('w:delText' if kind == 'del' else 'w:t')
            text.text = 'året'
            run.append(text)
            change.append(run)
            paragraph._p.append(change)

    return spoil


def _comment(workbench: Workbench) -> None:
    with workbench.word(SHORT) as document:
        paragraph = document.add_paragraph('Det här gäller hela året.')
        document.add_comment(paragraph.runs, text='Stämmer det?', author='Anna Exempel', initials='AE')


def _linked_picture(target: str) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        with workbench.word(SHORT) as document:
            document.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)

    return spoil


def _spreadsheet() -> bytes:
    """What a program for spreadsheets writes, down to the parts that tell it from a Word file."""
    packed = io.BytesIO()
    main = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    with zipfile.ZipFile(packed, 'w') as package:
        package.writestr(
            '[Content_Types].xml',
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        )
        package.writestr('xl/workbook.xml', '<workbook/>')
    return packed.getvalue()


def _zip_bomb() -> bytes:
    """A hundred times what Word can need, packed to a thousandth."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as package:
        package.writestr('[Content_Types].xml', '<Types/>')
        with package.open('word/document.xml', 'w') as document:
            for _ in range(60):
                document.write(b' ' * 2**20)
    return packed.getvalue()


def _lying_zip_bomb() -> bytes:
    """A bomb whose directory says that it is small."""
    bomb = bytearray(_zip_bomb())
    entry = bomb.rindex(b'PK\x01\x02')
    bomb[entry + 24 : entry + 28] = struct.pack('<L', 1000)
    return bytes(bomb)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d>&e;</d>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><d>&d;&d;&d;&d;</d>'
)
BOOK = b"bokhylla" * 500
FAULTS: dict[str, tuple[Callable[[Workbench], None], str, tuple[str, ...]]] = {
    'missing': (_missing, 'template-missing', ("finns inte", "medborgarlofte-gammal.docx")),
    'random bytes': (_bytes(BOOK), 'word-file-not-docx', ("inte en hel Word-fil",)),
    'empty file': (_bytes(b''), 'word-file-not-docx', ("inte en hel Word-fil",)),
    'truncated': (_truncated, 'word-file-not-docx', ("inte en hel Word-fil", "spara om")),
    'old Word format': (
        _bytes(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + BOOK),
        'word-file-old-format',
        ("äldre Word-formatet (.doc)",),
    ),
    'with a password': (
        _bytes(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + BOOK + 'EncryptedPackage'.encode('utf-16-le')),
        'word-file-encrypted',
        ("lösenord",),
    ),
    'spreadsheet': (_bytes(_spreadsheet()), 'word-file-not-docx', ("inte en hel Word-fil",)),
    'zip bomb': (_bytes(_zip_bomb()), 'word-file-too-large', ("orimligt stor",)),
    'zip bomb that lies': (_bytes(_lying_zip_bomb()), 'word-file-not-docx', ("inte en hel Word-fil",)),
    'broken XML': (_part('word/styles.xml', b'<w:styles>'), 'word-file-broken-xml', ("word/styles.xml", "trasig")),
    'entity to a file': (_part('word/settings.xml', ENTITY), 'word-file-dtd', ("word/settings.xml", "DTD")),
    'billion laughs': (_part('word/settings.xml', LAUGHS), 'word-file-dtd', ("word/settings.xml", "DTD")),
    'macros': (_part('word/vbaProject.bin', b'x'), 'word-file-macros', ("makron",)),
    'picture from the web': (
        _linked_picture('http://bilder.example/bild.png'),
        'word-external-content',
        ("http://bilder.example/bild.png", "Infoga bilden"),
    ),
    'picture from the disk': (
        _linked_picture('file:///etc/passwd'),
        'word-external-content',
        ("file:///etc/passwd",),
    ),
    'insertion': (
        _tracked('ins'),
        'template-tracked-change',
        ("Spårade ändringar", "stycket ”Löftet gäller hela året”"),
    ),
    'deletion': (_tracked('del'), 'template-tracked-change', ("struken text", "stycket ”Löftet gäller hela året”")),
    'comment': (_comment, 'template-comment', ("Kommentarer", "stycket ”Det här gäller hela året.”")),
    'misspelt placeholder': (
        _written('Vi {{ promise.lead_inn }} i år'),
        'template-unknown-placeholder',
        ("promise.lead_inn", "stycket ”Vi {{ promise.lead_inn }} i år”", "Menade du ”promise.lead_in”?"),
    ),
    'misspelt placeholder in pieces': (
        _split_over_runs,
        'template-unknown-placeholder',
        ("promise.lead_inn", "stycket ”Vi {{ promise.lead_inn }} i år”", "Menade du ”promise.lead_in”?"),
    ),
    'misspelt placeholder in the header': (
        _in_header,
        'template-unknown-placeholder',
        ("promise.titel", "stycket ”", "Menade du ”promise.title”?"),
    ),
    'misspelt loop': (
        _written('{% for text in promise.purposes %}{{ text }}{% endfor %}'),
        'template-unknown-placeholder',
        ("promise.purposes", "Menade du ”promise.purpose”?"),
    ),
    'misspelt in a loop': (
        _written('{% for one in promise.commitments %}{{ one.titel }}{% endfor %}'),
        'template-unknown-placeholder',
        ("one.titel", "Menade du ”one.title”?"),
    ),
    'misspelt condition': (
        _written('{% if promise.appendixx %}Bilaga{% endif %}'),
        'template-unknown-placeholder',
        ("promise.appendixx", "Menade du ”promise.appendix”?"),
    ),
    'a loop over a text': (
        _written('{% for x in promise.title %}{{ x }}{% endfor %}'),
        'template-not-a-list',
        ("”promise.title” är ingen lista",),
    ),
    'unknown filter': (
        _written('{{ promise.title | stor }}'),
        'template-unknown-filter',
        ("Filtret ”stor” finns inte",),
    ),
    'never ended': (
        _written('{% if promise.appendix %}Bilaga'),
        'template-syntax',
        ("stycket ”{% if promise.appendix %}Bilaga”", "avslutas inte: endif saknas"),
    ),
    'ended once too often': (
        _written('{%p endfor %}'),
        'template-syntax',
        ("stycket ”{%p endfor %}”", "ingen påbörjad slinga"),
    ),
    'a placeholder as a condition': (
        _written('{% contact.name %}'),
        'template-syntax',
        ("stycket ”{% contact.name %}”", "Skriv ”{{ contact.name }}”"),
    ),
    'a space too many': (
        _written('{% p if promise.appendix %}'),
        'template-syntax',
        ("stycket ”{% p if promise.appendix %}”", "Skriv ”{%p if promise.appendix %}”, utan mellanslag före p"),
    ),
    'a brace too few': (
        _written('Löftet {{ promise.title } gäller'),
        'template-brace-missing',
        ("stycket ”Löftet {{ promise.title } gäller”", "Klammerparenteserna går inte ihop"),
    ),
    'a brace too few before a loop': (
        _in_front_of_a_loop('Kontakta {{ contact.name }.'),
        'template-brace-missing',
        ("stycket ”Kontakta {{ contact.name }.”", "skulle försvinna"),
    ),
    'text beside a condition': (
        _written('{%p if promise.appendix %} Bilagan finns på webben.'),
        'template-text-beside-control',
        ("stycket ”{%p if promise.appendix %} Bilagan finns på webben.”", "försvinner tillsammans med styrraden"),
    ),
    'percent in a paragraph condition': (
        _written('{%p if promise.count % 2 %}'),
        'template-syntax',
        ("stycket ”{%p if promise.count % 2 %}”", "procenttecken"),
    ),
    'a live object': (
        _written('{% for x in promise.__class__ %}{{ x }}{% endfor %}'),
        'template-unknown-placeholder',
        ("promise.__class__",),
    ),
    'the way out of the sandbox': (
        _written("{{ ''.__class__.__mro__[1].__subclasses__() }}"),
        'template-forbidden',
        ("anropar en funktion",),
    ),
    'an attribute by filter': (
        _written("{{ promise | attr('__class__') }}"),
        'template-unknown-filter',
        ("Filtret ”attr” finns inte",),
    ),
    'a range': (
        _written('{% for x in range(10**9) %}x{% endfor %}'),
        'template-forbidden',
        ("anropar en funktion", "range"),
    ),
    'another file': (_written("{% include '/etc/passwd' %}"), 'template-forbidden', ("hämtar en annan fil",)),
    'a macro': (_written('{% macro m() %}x{% endmacro %}'), 'template-forbidden', ("makro",)),
    'a text times a billion': (_written("{{ 'a' * 10**9 }}"), 'template-forbidden', ("bara att använda på tal",)),
    'a power': (_written('{{ 9**9**9 }}'), 'template-forbidden', ("”**” inte alls",)),
    'a doubled text': (
        _written("{% set a = 'aaaaaaaa' %}" + '{% set a = a ~ a %}' * 40 + '{{ a }}'),
        'template-forbidden',
        ("set",),
    ),
    'a squared number': (
        _written('{% set a = 99999 %}' + '{% set a = a * a %}' * 40 + '{{ a }}'),
        'template-forbidden',
        ("set",),
    ),
    'a text replaced by more': (
        _written("{{ 'aaaaaaaaaa'" + " | replace('a', 'aaaaaaaaaa')" * 12 + ' }}'),
        'template-too-large',
        ("orimligt stor",),
    ),
    'a text joined by itself': (
        _written('{{ promise.title' + " | list | join(promise.title)" * 8 + ' }}'),
        'template-too-large',
        ("orimligt stor",),
    ),
    'loops in loops': (
        _written(
            ''.join(f'{{% for x{depth} in promise.commitments %}}' for depth in range(9)) + 'x' + '{% endfor %}' * 9
        ),
        'template-too-nested',
        ("upprepningar",),
    ),
    'loops that give too much': (
        _written(
            ''.join(f'{{% for x{depth} in promise.commitments %}}' for depth in range(5))
            + '{{ promise.title }}' * 200
            + '{% endfor %}' * 5
        ),
        'template-too-large',
        ("orimligt stor",),
    ),
    'a number less a text': (
        _written("{{ promise.count - 'x' }}"),
        'template-not-fillable',
        ("promise.count", "går inte att räkna ut"),
    ),
    'a division by nothing': (
        _written('{{ promise.count / 0 }}'),
        'template-not-fillable',
        ("går inte att räkna ut (delning med noll)",),
    ),
    'a list where a text should be': (
        _written('{{ promise.commitments }}'),
        'template-not-text',
        ("är en lista och kan inte skrivas som text",),
    ),
    'none': (_written('Löftet {{ none }} gäller'), 'template-unknown-placeholder', ("”none” finns inte",)),
}


@pytest.mark.parametrize(('spoil', 'finding_id', 'words'), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_a_template_is_named_and_leaves_the_output_alone(
    built_workspace: Workbench, spoil: Callable[[Workbench], None], finding_id: str, words: tuple[str, ...]
) -> None:
    before = built_workspace.snapshot()
    spoil(built_workspace)

    answer = built_workspace.run('build')

    assert answer.code == 3, answer.err
    assert finding_id in answer.ids, answer.err
    assert SHORT in answer.err
    for word in words:
        assert word in answer.err
    assert answer.out == ''
    assert built_workspace.snapshot() == before


def test_check_finds_the_same_without_building(workspace: Workbench) -> None:
    workspace.add_paragraph(SHORT, 'Vi {{ promise.lead_inn }} i år')

    answer = workspace.run('check')

    assert answer.code == 3
    assert answer.ids == ['template-unknown-placeholder']
    assert "Menade du ”promise.lead_in”?" in answer.err
    assert not workspace.output.exists()


def test_check_finds_a_logotype_that_is_no_picture(workspace: Workbench) -> None:
    (workspace.root / 'templates/logotyp-kommun.png').write_text("Ingen bild.", 'utf-8')
    answer = workspace.run('check')
    assert (answer.code, answer.ids) == (3, ['logo-unreadable'])
    assert 'logotyp-kommun.png' in answer.err
    assert workspace.run('build').ids == ['logo-unreadable']


def test_faults_of_several_templates_are_told_at_once(built_workspace: Workbench) -> None:
    built_workspace.add_paragraph(SHORT, '{{ promise.lead_inn }}')
    built_workspace.add_paragraph('uppfoljning.docx', '{{ follow_up.sumary }} {{ follow_up.senders }}')
    built_workspace.template('medborgarlofte.docx').unlink()

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert answer.ids.count('template-unknown-placeholder') == 3
    assert answer.ids.count('template-missing') == 1


def test_a_font_that_docgen_does_not_have_is_an_error_of_its_own(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    with built_workspace.word(SHORT) as document:
        document.add_paragraph('Med eget teckensnitt').runs[0].font.name = 'Comic Sans MS'

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert answer.ids == ['font-missing']
    assert "Comic Sans MS" in answer.err
    assert answer.err.count(SHORT) == 1
    assert "Source Sans Pro" in answer.err
    assert built_workspace.snapshot() == before


def test_a_template_without_room_for_signatures_is_named(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    with built_workspace.word('medborgarlofte.docx') as document:
        for bookmark in list(document.element.body.iter(qn('w:bookmarkStart'))):
            if bookmark.get(qn('w:name')) == 'underskrifter':
                bookmark.getparent().remove(bookmark)

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert answer.ids == ['signature-room-missing']
    assert 'medborgarlofte.docx' in answer.err
    assert built_workspace.snapshot() == before


def test_a_template_that_leaves_out_a_promise_is_refused(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    with built_workspace.word(SHORT) as document:
        for paragraph in document.paragraphs:
            if 'commitment.short_text' in paragraph.text:
                paragraph.text = ""
                paragraph.add_run('Löfte {{ commitment.number }}')

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert 'template-leaves-out' in answer.ids
    assert "promise.commitments.short_text" in answer.err
    assert built_workspace.snapshot() == before


def test_a_template_that_is_a_folder_is_told_as_missing(built_workspace: Workbench) -> None:
    path = built_workspace.template(SHORT)
    path.unlink()
    path.mkdir()
    assert built_workspace.run('build').ids == ['template-missing']


def test_an_ordinary_word_file_of_ones_own_works(workspace: Workbench) -> None:
    """No bookmark, no style of ours: a letter written from nothing, for a document that nobody signs."""
    letter = Document()
    letter.core_properties.language = 'sv-SE'
    for style in ('Normal', 'Heading 1'):
        letter.styles[style].font.name = 'Source Sans Pro'
    letter.add_paragraph('{{ promise.title }} och {{ promise.full_file }}', style='Normal')
    letter.add_paragraph('{{ promise.lead_in }}')
    letter.add_paragraph('{%p for commitment in promise.commitments %}')
    letter.add_paragraph('{{ commitment.short_text }}')
    letter.add_paragraph('{%p endfor %}')
    letter.save(str(workspace.template(SHORT)))

    answer = workspace.run('check')

    assert answer.code == 0, answer.err
