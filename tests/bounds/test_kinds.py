"""The kinds of inputs that are not what they should be, a row for each: how the command ends, and what it says.

Every row is held to the same bounds: no traceback, under 500 MB, and an end by docgen's own limits (nothing here is cut
off by the test). Kinds of several forms have files of their own beside this one, in `tests/sign` and `tests/cli`.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest

from .measured import answered, measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench import Workbench


def _endless_data(bench: Workbench) -> None:
    (bench.root / 'data/promises/2024.yaml').unlink()
    (bench.root / 'data/promises/2024.yaml').symlink_to('/dev/zero')


def _queue_as_data(bench: Workbench) -> None:
    (bench.root / 'data/promises/2024.yaml').unlink()
    os.mkfifo(bench.root / 'data/promises/2024.yaml')


def _data_without_end(bench: Workbench) -> None:
    (bench.root / 'data/promises/2024.yaml').write_text('title: ' + '[' * 50_000, 'utf-8')


def _lists_in_one_line(bench: Workbench) -> None:
    (bench.root / 'data/promises/2024.yaml').write_text('- ' * 50_000 + 'x', 'utf-8')


def _template_that_unpacks_to_much(bench: Workbench) -> None:
    with zipfile.ZipFile(bench.template('medborgarlofte.docx'), 'a', zipfile.ZIP_DEFLATED) as file:
        file.writestr('word/media/stor.bin', bytes(300_000_000))


def _template_that_is_none(bench: Workbench) -> None:
    bench.template('medborgarlofte.docx').write_bytes(b'PK\x03\x04' + bytes(1000))


def _loops_in_loops(bench: Workbench) -> None:
    loops = 12
    opened = ''.join(f'{{% for a{n} in promise.title %}}' for n in range(loops))
    bench.add_paragraph('medborgarlofte-kort.docx', opened + 'x' + '{% endfor %}' * loops)


def _pdf_that_unpacks_to_much(bench: Workbench) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(b'')
    stream.write(zlib.compress(bytes(600_000_000), 9), filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = stream
    pdf.save(bench.root / 'stor.pdf', compress_streams=False)


def _table_that_is_none(bench: Workbench) -> None:
    (bench.root / 'tabell.xlsx').write_bytes(b'PK\x03\x04' + bytes(5000))


def _package_cut_off(bench: Workbench) -> None:
    with zipfile.ZipFile(bench.root / 'paket.zip', 'w') as file:
        file.writestr('a/METS.xml', '<mets/>' * 1000)
    content = (bench.root / 'paket.zip').read_bytes()
    (bench.root / 'paket.zip').write_bytes(content[: len(content) // 2])


def _pdf_packed_in_packing(bench: Workbench) -> None:
    """A few kilobytes: hexadecimal round Flate round Flate."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packed = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)
    pdf.pages[0].Contents = pdf.make_stream(packed.hex().encode() + b'>')
    pdf.pages[0].Contents.Filter = pikepdf.Array(map(pikepdf.Name, ('/AHx', '/Fl', '/Fl')))
    pdf.save(bench.root / 'packad.pdf', compress_streams=False)


def _pdf_that_draws_without_end(bench: Workbench) -> None:
    """Ten million texts by forms that draw forms."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    kind = {'Type': pikepdf.Name.XObject, 'Subtype': pikepdf.Name.Form, 'BBox': pikepdf.Array([0, 0, 9, 9])}
    form = pdf.make_stream(b'BT (hej) Tj ET', **kind)
    for _ in range(7):
        form = pdf.make_stream(b'/X Do ' * 10, **kind, Resources=_drawing(form))
    pdf.pages[0].Contents, pdf.pages[0].Resources = pdf.make_stream(b'/X Do'), _drawing(form)
    pdf.save(bench.root / 'ritar.pdf')


def _drawing(form: pikepdf.Object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))


def _marks_within_marks(bench: Workbench) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(b'/P <</MCID 1>> BDC ' * 200_000)
    pdf.save(bench.root / 'djup.pdf')


def _part_that_is_not_there(bench: Workbench) -> None:
    with bench.word('medborgarlofte-kort.docx') as document:
        document.add_paragraph('Bild')
    path = bench.template('medborgarlofte-kort.docx')
    with zipfile.ZipFile(path) as file:
        parts = {each.filename: file.read(each) for each in file.infolist()}
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image'
    extra = f'<Relationship Id="rId999" Type="{kind}" Target="NULL"/></Relationships>'.encode()
    name = 'word/_rels/document.xml.rels'
    parts[name] = parts[name].replace(b'</Relationships>', extra)
    with zipfile.ZipFile(path, 'w') as file:
        for part, content in parts.items():
            file.writestr(part, content)


def _list_as_text(bench: Workbench) -> None:
    bench.add_paragraph('medborgarlofte-kort.docx', "{{ ['a', 1]|string }}")


@pytest.mark.parametrize(
    ('make', 'command', 'code', 'told'),
    [
        (_endless_data, 'check', 3, 'file-unreadable'),
        (_queue_as_data, 'check', 3, 'file-unreadable'),
        (_data_without_end, 'check', 3, 'yaml-syntax'),
        (_lists_in_one_line, 'check', 3, 'yaml-syntax'),
        (_template_that_unpacks_to_much, 'check', 3, 'word-file-too-large'),
        (_template_that_is_none, 'build', 3, 'word-file-not-docx'),
        (_loops_in_loops, 'check', 3, 'template-too-nested'),
        (_pdf_that_unpacks_to_much, 'inspect stor.pdf', 3, 'pdf-too-large'),
        (_pdf_that_unpacks_to_much, 'verify stor.pdf', 6, ''),
        (_pdf_packed_in_packing, 'inspect packad.pdf', 3, 'pdf-too-large'),
        (_pdf_that_draws_without_end, 'inspect ritar.pdf', 3, 'pdf-too-large'),
        (_marks_within_marks, 'inspect djup.pdf', 3, 'pdf-too-large'),
        (_part_that_is_not_there, 'check', 3, 'word-file-relationship'),
        (_list_as_text, 'check', 3, 'template-not-text'),
        (_table_that_is_none, 'follow-up 2024 --from tabell.xlsx', 2, 'table-unreadable'),
        (_package_cut_off, 'archive verify paket.zip', 6, ''),
        (_package_cut_off, 'archive unpack paket.zip ut', 6, 'package-not-whole'),
    ],
)
def test_every_kind_is_answered_within_bounds(
    minimal: Workbench, make: Callable[[Workbench], None], command: str, code: int, told: str
) -> None:
    make(minimal)
    found = measured('--workspace', str(minimal.root), *command.split(), cwd=minimal.root)
    answered(found)
    assert (found.code, told in found.ids or not told) == (code, True), found.text


def test_nothing_is_left_of_what_was_refused(minimal: Workbench, tmp_path: Path) -> None:
    _package_cut_off(minimal)
    before = sorted(minimal.root.iterdir())
    assert minimal.run('archive', 'unpack', str(minimal.root / 'paket.zip'), str(minimal.root / 'ut')).code == 6
    assert sorted(minimal.root.iterdir()) == before
