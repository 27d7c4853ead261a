"""What `docgen inspect` says of files that are no PDF, or that nobody can read as one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pikepdf
import pytest

from .command import docgen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _locked(folder: Path) -> Path:
    path = folder / 'last.pdf'
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner='x', user='hemligt', R=6))
    return path


def _nonsense(folder: Path) -> Path:
    path = folder / 'bild.pdf'
    path.write_bytes(bytes(range(256)) * 20)
    return path


def _empty(folder: Path) -> Path:
    path = folder / 'tom.pdf'
    path.write_bytes(b'')
    return path


def _pageless(folder: Path) -> Path:
    path = folder / 'sidlos.pdf'
    with pikepdf.new() as pdf:
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ('make', 'finding', 'code'),
    [
        (_locked, 'pdf-encrypted', 3),
        (_nonsense, 'pdf-unreadable', 3),
        (_empty, 'pdf-unreadable', 3),
        (_pageless, 'pdf-without-pages', 3),
        (lambda folder: folder / 'finns-inte.pdf', 'pdf-missing', 2),
        (lambda folder: folder, 'pdf-missing', 2),
    ],
)
def test_what_cannot_be_inspected_is_said_in_a_sentence(
    make: Callable[[Path], Path], finding: str, code: int, tmp_path: Path
) -> None:
    path = make(tmp_path)
    answer = docgen('inspect', path)

    assert answer.code == code
    assert answer.ids == [finding]
    assert answer.out == ''
    assert path.name in answer.err
    assert ' at 0x' not in answer.err

    as_json = docgen('inspect', '--json', path)
    assert as_json.code == code
    assert json.loads(as_json.out)['findings'][0]['id'] == finding


@pytest.mark.parametrize(
    ('content', 'said'),
    [
        (b'', "är tom"),
        (bytes(500), "är tom"),
        (b'PK\x03\x04' + b'word/document.xml', "är en Word-fil, inte en PDF"),
        (b'PK\x03\x04' + b'xl/workbook.xml', "är ett zip-paket, inte en PDF"),
        (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600), "är en äldre Office-fil, inte en PDF"),
        (b'\x89PNG\r\n\x1a\n' + bytes(600), "är en bild, inte en PDF"),
        (b'<!DOCTYPE html><html><body>404</body></html>', "är en webbsida, inte en PDF"),
        ('Hej på dig!\n'.encode(), "är en textfil, inte en PDF"),
        (bytes(range(256)) * 20, "är ingen PDF"),
        (b'%PDF-1.7\n1 0 obj\n<<', "Slutet saknas"),
        (b'%PDF-1.7\n1 0 obj\n<<\n%%EOF\n', "så skadad att sidorna inte går att hitta"),
    ],
)
def test_what_is_no_pdf_is_told_as_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / 'beslut.pdf'
    path.write_bytes(content)

    answer = docgen('inspect', path)

    assert answer.ids == ['pdf-unreadable']
    assert said in answer.err


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    assert "det är en mapp, inte en fil" in docgen('inspect', tmp_path).err
    assert "den finns inte" in docgen('inspect', tmp_path / 'borta.pdf').err
