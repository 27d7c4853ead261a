"""A font's name leads to one file: the workspace's own, a pinned one, or the machine's; or it is said why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest
from engines.typst.builder import DATE, blank

from docgen import fonts
from docgen.engines import Source, converter
from docgen.errors import FindingsError
from docgen.fonts import FontCatalogue

from .made import FAMILY, collection, font

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the machine's fonts, empty."""
    folder = tmp_path / 'machine'
    folder.mkdir()
    monkeypatch.setenv('DOCGEN_FONT_FOLDERS', str(folder))
    return folder


@pytest.mark.usefixtures('machine')
def test_the_workspace_s_own_font_comes_first(tmp_path: Path) -> None:
    own = font(tmp_path / 'fonts' / 'egen.ttf', family='Source Sans Pro')
    found = FontCatalogue(tmp_path / 'fonts').find('source sans  pro')

    assert found is not None
    assert found.path == own


def test_then_the_pinned_and_then_the_machine_s(machine: Path) -> None:
    installed = font(machine / 'deep' / 'typ.TTF')
    catalogue = FontCatalogue()
    pinned, found = catalogue.find('Source Serif Pro', italic=True), catalogue.find(FAMILY)

    assert pinned is not None
    assert pinned.path in fonts.files()
    assert found is not None
    assert (found.path, found.weight, found.italic) == (installed, 400, False)


def test_faces_in_a_collection_are_told_apart(machine: Path, tmp_path: Path) -> None:
    files = [
        font(tmp_path / f'{bold}{italic}.ttf', bold=bold, italic=italic)
        for bold in (False, True)
        for italic in (False, True)
    ]
    collection(machine / 'alla.ttc', *files)
    found = FontCatalogue().find(FAMILY, bold=True, italic=True)

    assert found is not None
    assert (found.path.name, found.index, found.weight, found.italic) == ('alla.ttc', 3, 700, True)


@pytest.mark.parametrize('fs_type', [0x0002, 0x0100, 0x0200])
def test_a_font_that_forbids_embedding_is_refused_by_name(machine: Path, fs_type: int) -> None:
    font(machine / 'last.ttf', fs_type=fs_type)
    catalogue = FontCatalogue()

    assert catalogue.find(FAMILY) is None
    assert catalogue.problem(FAMILY).id == 'font-not-embeddable'
    assert 'last.ttf' in catalogue.problem(FAMILY).why


@pytest.mark.parametrize('fs_type', [0x0004, 0x0008, 0x000A])
def test_print_and_edit_rights_allow_embedding(machine: Path, fs_type: int) -> None:
    font(machine / 'typ.ttf', fs_type=fs_type)

    assert FontCatalogue().find(FAMILY) is not None


def test_a_style_that_the_family_lacks_is_not_made_up(machine: Path) -> None:
    font(machine / 'typ.ttf')
    problem = FontCatalogue().problem(FAMILY, bold=True)

    assert FontCatalogue().find(FAMILY, bold=True) is None
    assert (problem.id, problem.what) == ('font-face-missing', f"Teckensnittet ”{FAMILY}” finns inte som fet.")


def test_another_font_stands_in_only_where_it_is_said(machine: Path) -> None:
    stand_in = font(machine / 'typ.ttf')

    assert FontCatalogue().find('Calibri') is None
    found = FontCatalogue(stand_ins={'calibri': FAMILY}).find('Calibri')
    assert found is not None
    assert found.path == stand_in


def test_the_metric_twin_is_offered(machine: Path) -> None:
    font(machine / 'typ.ttf', family='Carlito        ')

    assert "skriv fonts: {Calibri: Carlito} i data/workspace.yaml; det har samma bredder, eller" in (
        FontCatalogue().problem('Calibri').do
    )
    assert "fonts: {Cambria: Caladea} i data/workspace.yaml; det har samma bredder men måste först installeras" in (
        FontCatalogue().problem('Cambria').do
    )


def test_what_is_no_font_is_passed_over(machine: Path) -> None:
    (machine / 'skräp.ttf').write_bytes(b'\0\1\0\0' + bytes(50))
    (machine / 'text.otf').write_text("inte ett teckensnitt")
    font(machine / 'hel.ttf')

    assert FontCatalogue().find(FAMILY) is not None


@pytest.mark.usefixtures('machine')
def test_a_document_is_set_with_the_workspace_s_font_and_says_so(tmp_path: Path) -> None:
    own = font(tmp_path / 'fonts' / 'egen.ttf')
    document = blank()
    document.add_paragraph().add_run("Text i eget teckensnitt, åäö").font.name = FAMILY
    document.add_paragraph("Text i mallens")
    document.save(str(tmp_path / 'prov.docx'))
    source = Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)
    (made,) = converter('typst', FontCatalogue(own.parent)).convert([source])

    names = {str(each['/BaseFont'])[8:] for each in _fonts(source.pdf)}
    assert names == {'ProvbySansTyp-Regular', 'SourceSansPro-Regular'}
    assert {each.file for each in made.fonts} == {'egen.ttf', 'SourceSansPro-Regular.ttf'}
    with pytest.raises(FindingsError):
        converter('typst').convert([source])


def _fonts(pdf: Path) -> list[pypdf.generic.DictionaryObject]:
    resources = pypdf.PdfReader(pdf).pages[0]['/Resources']
    return [each.get_object() for each in resources['/Font'].values()]  # type: ignore[index]
