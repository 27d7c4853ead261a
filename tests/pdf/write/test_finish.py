from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from docgen.pdf.write.finish import DocumentInfo, DocumentPart, finish
from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

from ..conftest import APPENDIX
from ..sight import assert_conforms, opened, page_text, spoken
from ..steps import assemble, stamp

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from ..conftest import Typeset

APPENDIX_TITLE = "Bilaga 1: Uppföljning av medborgarlöftet 2020"


@pytest.fixture
def whole(typeset: Typeset, tmp_path: Path) -> Path:
    out = tmp_path / 'whole.pdf'
    assemble(
        [
            DocumentPart(typeset(), "Medborgarlöfte 2021"),
            DocumentPart(typeset(APPENDIX, 'one.pdf', "Uppföljning 2020"), APPENDIX_TITLE, 'B1-'),
            DocumentPart(typeset(APPENDIX, 'two.pdf', "Uppföljning 2019"), "Bilaga 2", 'B2-'),
        ],
        out,
    )
    return out


def test_the_whole_conforms_and_has_every_page_with_its_own_header(whole: Path) -> None:
    assert_conforms(whole)
    assert page_text(whole, 0).startswith("Medborgarlöfte 2021 Inledning")
    assert page_text(whole, 2).startswith("Uppföljning 2020 Uppföljning av löftet")
    assert page_text(whole, 3).startswith("Uppföljning 2019 Uppföljning av löftet")
    assert len(opened(whole).pages) == 4


def test_page_labels_tell_body_and_appendices_apart(whole: Path) -> None:
    assert opened(whole).page_labels == ['1', '2', 'B1-1', 'B2-1']


def test_the_outline_has_each_appendix_under_its_title_with_its_headings(whole: Path) -> None:
    def titles(items: list[Any]) -> list[Any]:
        return [titles(item) if isinstance(item, list) else item.title for item in items]

    reader = opened(whole)

    assert titles(reader.outline) == [
        "Inledning",
        "Löften",
        "Underskrifter",
        APPENDIX_TITLE,
        ["Uppföljning av löftet", ["Utfall"]],
        "Bilaga 2",
        ["Uppföljning av löftet", ["Utfall"]],
    ]
    pages = [reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)]
    assert pages == [0, 0, 1, 2, 3]


def test_an_appendix_with_one_heading_of_the_same_name_is_not_listed_twice(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'
    assemble(
        [DocumentPart(typeset(), "Löfte"), DocumentPart(typeset(APPENDIX, 'one.pdf'), "Uppföljning av löftet", 'B1-')],
        out,
    )

    last, below = opened(out).outline[-2:]
    assert last.title == "Uppföljning av löftet"
    assert [item.title for item in below] == ["Utfall"]


def test_links_lead_within_their_own_part_even_when_names_collide(whole: Path) -> None:
    reader = opened(whole)
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}

    targets: list[tuple[int, object]] = []
    for index, page in enumerate(reader.pages):
        for reference in page.get('/Annots', ()):
            annotation = reference.get_object()
            if '/Dest' in annotation:
                place = annotation['/Dest']
                if isinstance(place, str):
                    place = [reader.named_destinations[place]['/Page']]
                page_there = place[0].get_object()
                targets.append((index, numbers[page_there.indirect_reference.idnum]))
            else:
                targets.append((index, annotation['/A']['/URI']))

    # Footnote marks are links too: there and back again.
    assert {target for target in targets if target[0] == 0} == {(0, 'https://example.org/lofte'), (0, 0)}
    assert {target for target in targets if target[0] == 2} == {(2, 'https://example.org'), (2, 2)}
    assert {target for target in targets if target[0] == 3} == {(3, 'https://example.org'), (3, 3)}


def test_each_appendix_is_one_part_under_the_one_document_read_after_the_body(whole: Path) -> None:
    said = spoken(whole)

    assert said[0] == 'Document'
    assert said.count('Document') == 1
    parts = [index for index, line in enumerate(said) if line.startswith('Part ')]
    assert [said[index] for index in parts] == [f'Part "{APPENDIX_TITLE}"', 'Part "Bilaga 2"']
    assert said[parts[0] + 1] == "H1: Uppföljning av löftet"
    assert "H1: Underskrifter" in said[: parts[0]]


def test_signature_blocks_are_read_after_the_body_and_before_the_appendices(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    stamped, out = tmp_path / 'stamped.pdf', tmp_path / 'out.pdf'
    block = SignatureBlock("Testköpings kommun", "Anna Exempel", "kommundirektör", "", "")
    stamp(typeset(), [block], SignatureRoom(1, 70, 90, 453, 400), stamped, fonts=faces)
    assemble([DocumentPart(stamped, "Löfte"), DocumentPart(typeset(APPENDIX, 'one.pdf'), APPENDIX_TITLE, 'B1-')], out)

    assert_conforms(out)
    said = spoken(out)
    at = [
        said.index(line)
        for line in (
            "P: Parterna skriver under i två likalydande exemplar.",
            "Span: Underskrift för Testköpings kommun, Anna Exempel, kommundirektör",
            f'Part "{APPENDIX_TITLE}"',
        )
    ]
    assert at == sorted(at)


def test_one_part_alone_is_assembled_too(typeset: Typeset, tmp_path: Path) -> None:
    out = tmp_path / 'out.pdf'
    assemble([DocumentPart(typeset(), "Löfte")], out)

    assert_conforms(out)
    assert opened(out).page_labels == ['1', '2']


def test_roles_that_mean_different_things_are_kept_apart(typeset: Typeset, tmp_path: Path) -> None:
    import pikepdf

    files = []
    for name, role in (('one.pdf', '/P'), ('two.pdf', '/H1')):
        path = typeset("= Rubrik\nEtt stycke.", name)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            root = pdf.Root.StructTreeRoot
            root.RoleMap = pikepdf.Dictionary({'/Stycke': pikepdf.Name(role)})
            for element in root.K[0].K if isinstance(root.K, pikepdf.Array) else root.K.K:
                if pikepdf.Name(role) == element.S:
                    element.S = pikepdf.Name.Stycke
            pdf.save(path)
        files.append(path)
    out = tmp_path / 'out.pdf'

    assemble([DocumentPart(files[0], "Ett"), DocumentPart(files[1], "Två", 'B1-')], out)

    assert_conforms(out)
    with pikepdf.open(out) as pdf:
        roles = dict(pdf.Root.StructTreeRoot.RoleMap.items())
    assert sorted(str(role) for role in roles.values()) == ['/H1', '/P']


def test_finishing_gives_the_same_bytes_twice(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    import datetime

    body, appendix = typeset(), typeset(APPENDIX, 'one.pdf')
    info = DocumentInfo("Medborgarlöfte 2021", "Testköpings kommun", "Löfte", (), datetime.date(2021, 3, 11))
    block = SignatureBlock("Testköpings kommun", "Anna Exempel", "kommundirektör", "", "")
    room = SignatureRoom(1, 70, 90, 453, 400)
    digests = set()
    for name in ('a.pdf', 'b.pdf'):
        finish(
            [DocumentPart(body, "Löfte"), DocumentPart(appendix, "Bilaga", 'B1-')],
            info,
            tmp_path / name,
            fonts=faces,
            blocks=[block],
            room=room,
        )
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    assert_conforms(tmp_path / 'a.pdf')
