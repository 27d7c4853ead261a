"""Signature fields: where they are, what they say, what they lock; the file still conforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from docgen.pdf.structure.tag_tree import read_tree
from docgen.pdf.write.signature_fields import SignatureSlot, add_signature_fields, field_name, timestamp_fields

from ..sight import assert_conforms, page_text
from ..steps import stamp
from .test_signature_block_drawing import CASTS, ROOM

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles

    from ..conftest import Typeset

ROLES = ('kommunen', 'polisen', 'kommunen-2', 'polisen-2', 'raddningstjansten')


def stamped(typeset: Typeset, faces: FontFiles, folder: Path, count: int) -> tuple[Path, list[SignatureSlot]]:
    base = folder / 'base.pdf'
    placed = stamp(typeset(), CASTS[count], ROOM, base, fonts=faces)
    titles = {block.name: block.title for block in CASTS[count]}
    slots = [
        SignatureSlot(
            field_name(role),
            role,
            each.party,
            each.name,
            titles[each.name],
            each.page + 1,
            (each.x, each.y, each.x + each.width, each.y + each.height),
            closes=number == count - 1,
        )
        for number, (role, each) in enumerate(zip(ROLES, placed, strict=False))
    ]
    return base, slots


def fields_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


@pytest.mark.parametrize('count', CASTS)
def test_one_to_five_signatories_get_a_field_each_and_the_file_conforms(
    typeset: Typeset, faces: FontFiles, tmp_path: Path, count: int
) -> None:
    base, slots = stamped(typeset, faces, tmp_path, count)
    out = tmp_path / 'out.pdf'

    add_signature_fields(base, slots, out)

    assert_conforms(out)
    with pikepdf.open(out) as pdf:
        fields = fields_of(pdf)
        assert list(fields) == [*(slot.field for slot in slots), 'Sigill', *timestamp_fields(count)]
        for slot in slots:
            field = fields[slot.field]
            assert [float(each) for each in field.Rect] == pytest.approx(slot.rectangle, abs=0.01)
            assert field.P.objgen == pdf.pages[slot.page - 1].obj.objgen
            assert pikepdf.Name.Sig == field.FT
            assert '/V' not in field
            assert field.F & 4, "a field that is not printed breaks PDF/A"


def test_each_field_says_whose_signature_it_is(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 2)
    add_signature_fields(base, slots, tmp_path / 'out.pdf')
    with pikepdf.open(tmp_path / 'out.pdf') as pdf:
        told = {name: str(field.TU) for name, field in fields_of(pdf).items()}
    assert told['Underskrift-kommunen'] == "Underskrift för Testköpings kommun, Anna Exempel, kommundirektör"
    assert told['Underskrift-polisen'] == "Underskrift för Polismyndigheten, Bo Exempel, lokalpolisområdeschef"
    assert told['Sigill'] == "Organisationens elektroniska sigill"
    assert told['Tidsstampel-1'] == "Elektronisk tidsstämpel 1"


def test_a_field_is_read_right_after_its_block(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 2)
    add_signature_fields(base, slots, tmp_path / 'out.pdf')
    with pikepdf.open(tmp_path / 'out.pdf') as pdf:
        nodes = [node for top in read_tree(pdf) for node in top.nodes()]
        section = next(node for node in nodes if node.role == 'Sect' and node.text('/T') == "Underskrifter")
        read = [node.text('/ActualText') or node.role for node in section.nodes() if node.role in ('Span', 'Form')]
    assert read == [
        "Underskrift för Testköpings kommun, Anna Exempel, kommundirektör",
        "Ort och datum: Testköping den 11 mars 2021",
        'Form',
        "Underskrift för Polismyndigheten, Bo Exempel, lokalpolisområdeschef",
        "Ort och datum fylls i för hand",
        'Form',
        *['Form'] * 5,  # the seal and four timestamps, which cannot be seen
    ]


def test_nothing_that_is_seen_changes(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 5)
    add_signature_fields(base, slots, tmp_path / 'out.pdf')
    assert page_text(tmp_path / 'out.pdf', 1) == page_text(base, 1)
    with pikepdf.open(tmp_path / 'out.pdf') as pdf:
        unseen = [field for name, field in fields_of(pdf).items() if not name.startswith('Underskrift')]
        assert all([float(each) for each in field.Rect] == [0, 0, 0, 0] for field in unseen)
        seen = fields_of(pdf)['Underskrift-kommunen']
        assert seen.AP.N.read_bytes() == b'q Q'


def test_only_the_last_signature_closes_the_document_and_leaves_the_timestamps_open(
    typeset: Typeset, faces: FontFiles, tmp_path: Path
) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 3)
    add_signature_fields(base, slots, tmp_path / 'out.pdf')
    with pikepdf.open(tmp_path / 'out.pdf') as pdf:
        fields = fields_of(pdf)
        for role in ('kommunen', 'polisen'):
            lock = fields[f'Underskrift-{role}'].Lock
            assert (lock.Action, [str(each) for each in lock.Fields]) == ('/Include', [f'Underskrift-{role}'])
            assert '/P' not in lock
        last = fields['Underskrift-kommunen-2'].Lock
        assert (last.Action, int(last.P)) == ('/Exclude', 1)
        assert tuple(str(each) for each in last.Fields) == timestamp_fields(3)
        assert '/Lock' not in fields['Sigill']
        # ISO 32000-1, table 219: signature fields are there, but nothing is signed yet.
        assert int(pdf.Root.AcroForm.SigFlags) == 1


def test_the_same_document_gives_the_same_bytes(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 4)
    add_signature_fields(base, slots, tmp_path / 'one.pdf')
    add_signature_fields(base, slots, tmp_path / 'two.pdf')
    assert (tmp_path / 'one.pdf').read_bytes() == (tmp_path / 'two.pdf').read_bytes()


def test_a_document_that_nobody_signs_stays_as_it_is(typeset: Typeset, tmp_path: Path) -> None:
    base = typeset()
    add_signature_fields(base, [], tmp_path / 'out.pdf')
    assert (tmp_path / 'out.pdf').read_bytes() == base.read_bytes()


def test_a_slot_without_a_block_is_a_bug(typeset: Typeset, faces: FontFiles, tmp_path: Path) -> None:
    base, slots = stamped(typeset, faces, tmp_path, 1)
    with pytest.raises(ValueError, match='no signature block'):
        add_signature_fields(base, [*slots, slots[0]], tmp_path / 'out.pdf')


def test_field_names_are_as_the_record_has_them() -> None:
    assert field_name('kommunen-2') == 'Underskrift-kommunen-2'
    assert timestamp_fields(2) == ('Tidsstampel-1', 'Tidsstampel-2', 'Tidsstampel-3', 'Tidsstampel-4')
