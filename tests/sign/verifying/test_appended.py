"""What other programs append to a signed file, written by hand in their ways, is accounted for."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.sign.trust import load_trust
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Ref, SyntaxFault, read_value
from docgen.sign.verifying.embedded_signatures import find_signatures
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verification_text import looked_lines
from docgen.sign.verifying.verify import verify
from sign.forgeries import field_with, fields, page
from sign.forgeries_by_reader import CERTIFICATE
from sign.raw_update import RawUpdate, body, edited, file_size, last_table, root_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sign.verifying.conftest import Lab

_END = re.compile(rb'/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)')


def with_a_proof(content: bytes, spill: bytes = b'', **how: object) -> bytes:
    """A proof more in the document security store, as DSS adds it."""
    number = file_size(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        store = pdf.Root.DSS
        written = body(store).replace(b'/Certs [', b'/Certs [ %d 0 R' % number)
        holder = store.objgen[0]
    proof = b'<< /Length %d >>\nstream\n%s\nendstream' % (len(CERTIFICATE), CERTIFICATE)
    more = {number + 1: spill} if spill else {}
    return RawUpdate(content, {number: proof, holder: written, **more}, **how).written()  # type: ignore[arg-type]


def offsets_two_early(content: bytes) -> bytes:
    """As DSS and node-signpdf write them."""
    number = file_size(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        holder = pdf.Root.DSS.objgen[0]
    return with_a_proof(content + b'\n\n', moved={number: -2, holder: -1})


def lines_that_end_in_both(content: bytes) -> bytes:
    return with_a_proof(content, line_end=b'\r\n')


def a_comment_between(content: bytes) -> bytes:
    """As iText writes."""
    return with_a_proof(content, between=b'%iText-Core-8.0.2-no-registered-products\n%\xe2\xe3\xcf\xd3\n')


def another_program_named(content: bytes) -> bytes:
    """The producer and the date, with a proof."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        pdf.trailer.Info['/Producer'] = String('iText 8; modified using iText')
        pdf.trailer.Info['/ModDate'] = String("D:20260101120000+01'00'")
        yield pdf.trailer.Info
        store = pdf.Root.DSS
        store['/Certs'] = Array([*store.Certs, store.Certs[0]])
        yield store

    return edited(content, change)


def metadata_written_anew(content: bytes) -> bytes:
    """As pyHanko and iText do: addresses as such, attributes for elements, another program and day."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        packet = pdf.Root.Metadata.read_bytes()
        anew = re.sub(
            rb'<pdfaSchema:namespaceURI>([^<]*)</[^>]*>', rb'<pdfaSchema:namespaceURI rdf:resource="\1"/>', packet
        )
        anew = re.sub(rb'<pdf:Producer>[^<]*', b'<pdf:Producer>' + b'iText '.ljust(120, b'x'), anew)
        anew = re.sub(rb'<rdf:Description ([^>]*)>(.*?)<dc:format>([^<]*)</dc:format>',
                      rb'<rdf:Description \1 dc:format="\3">\2<!-- iText -->', anew, flags=re.DOTALL)  # fmt: skip
        assert anew.count(b'rdf:resource') == 1
        assert b'dc:format="' in anew
        pdf.Root.Metadata.write(anew)
        store = pdf.Root.DSS
        store['/Certs'] = Array([*store.Certs, store.Certs[0]])
        yield from (pdf.Root.Metadata, store)

    return edited(content, change)


def metadata_as_acrobat_saves_them(content: bytes) -> bytes:
    """With what it is called by numbers, and that it was saved, when and by what; with a proof."""
    identity = b'uuid:5b1b7a0e-4a6f-4a55-9d5e-0a8f5a1d2c3e'
    saved = (
        b'<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        b'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
        b'xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"><pdf:Trapped>False</pdf:Trapped>'
        b'<xmpMM:DocumentID>%s</xmpMM:DocumentID><xmpMM:InstanceID>%s</xmpMM:InstanceID><xmpMM:History><rdf:Seq>'
        b'<rdf:li stEvt:action="saved" stEvt:when="2026-01-01T12:00:00+01:00" stEvt:softwareAgent="Adobe Acrobat"/>'
        b'</rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF>' % (identity, identity)
    )

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        packet = pdf.Root.Metadata.read_bytes()
        anew = packet.replace(b'</rdf:RDF>', saved).replace(b'rdf:about=""', b'rdf:about="%s"' % identity)
        anew = re.sub(
            rb'<x:xmpmeta( x:xmptk="[^"]*")?',
            b'<x:xmpmeta x:xmptk="Adobe XMP Core 9.1-c001 79.a8d4753, 2023/03/23-08:56:37        "',
            anew,
        )
        pdf.Root.Metadata.write(anew)
        store = pdf.Root.DSS
        store['/Certs'] = Array([*store.Certs, store.Certs[0]])
        yield from (pdf.Root.Metadata, store)

    return edited(content, change)


def another_version(content: bytes) -> bytes:
    """First a higher one, with a proof, and then a lower one, as iText writes after pyHanko."""
    for version in ('/2.0', '/1.7'):

        def change(pdf: pikepdf.Pdf, version: str = version) -> Iterator[pikepdf.Object]:
            pdf.Root['/Version'] = Name(version)
            store = pdf.Root.DSS
            store['/Certs'] = Array([*store.Certs, store.Certs[0]])
            yield from (pdf.Root, store)

        content = edited(content, change)
    return content


def objects_written_again(content: bytes) -> bytes:
    """A page, the catalog and the form as they were."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        yield from (page(pdf), pdf.Root, *fields(pdf))

    return edited(content, change)


def a_field_that_shows_nothing(content: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        blank = pdf.make_stream(b'% DSBlank\n', Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 40]))
        yield from field_with(pdf, AP=Dictionary(N=blank), Rect=Array([20, 20, 120, 60]), F=132)

    return edited(content, change)


def the_form_written_anew(content: bytes) -> bytes:
    """As node-signpdf writes it: another object, with a type."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        form = pdf.make_indirect(Dictionary({'/Type': Name.AcroForm, **dict(pdf.Root.AcroForm.items())}))
        pdf.Root['/AcroForm'] = form
        yield from (pdf.Root, form)

    return edited(content, change)


def leaves_of_the_tree_of_parents_written_anew(content: bytes) -> bytes:
    """As iText does: arrays of the same elements as new objects."""

    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        tree = pdf.Root.StructTreeRoot.ParentTree
        holder = tree if '/Nums' in tree else tree.Kids[0]
        numbers = list(holder.Nums)
        for place, each in enumerate(numbers):
            if isinstance(each, Array):
                numbers[place] = pdf.make_indirect(Array(list(each)))
                yield numbers[place]
        holder['/Nums'] = Array(numbers)
        yield holder if holder.is_indirect else pdf.Root.StructTreeRoot

    return edited(content, change)


WAYS: tuple[Callable[[bytes], bytes], ...] = (
    with_a_proof, offsets_two_early, lines_that_end_in_both, a_comment_between, another_program_named,
    metadata_as_acrobat_saves_them,
    metadata_written_anew, another_version, objects_written_again, a_field_that_shows_nothing, the_form_written_anew,
    leaves_of_the_tree_of_parents_written_anew,
)  # fmt: skip


@pytest.mark.parametrize('way', WAYS, ids=lambda each: each.__name__)
def test_what_another_program_appends_is_accounted_for(way: Callable[[bytes], bytes], lab: Lab) -> None:
    appended = way(lab.partly)
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(lab.partly)]
    account = account_for(appended, ends)
    assert (account.untold, account.faults) == ('', ())
    assert account.steps[-1].update.end > len(lab.partly)


def test_an_empty_field_that_came_later_is_named(lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(a_field_that_shows_nothing(lab.partly))
    found = verify(file, load_trust([lab.pki.roots]))
    assert (found.verdict, found.empty_fields) == (DocumentVerdict.VALID, ('Ny',))
    assert any("Tomma underskriftsfält" in line and "”Ny”" in line for line in looked_lines(found))


def test_trailer_entries_that_are_not_known_may_be_copied(lab: Lab) -> None:
    """As iText and PDFBox do, also those of a cross-reference stream into the trailer of a table."""
    content = lab.fixed
    assert root_number(content)
    with_more = RawUpdate(content, keys=b'/DocChecksum /A1B2').written()
    start = len(with_more)
    again = RawUpdate(with_more, {file_size(content): b'[1]'}, keys=b'/DocChecksum /A1B2').written()
    assert account_for(again, [start]).faults == ()
    other = RawUpdate(with_more, {file_size(content): b'[1]'}, keys=b'/DocChecksum /C3D4').written()
    assert [each.name for each in account_for(other, [start]).faults] == ['/DocChecksum']
    assert last_table(again) > start


@pytest.mark.parametrize(
    ('text', 'value'),
    [
        (rb'<< /A#42 1 /C [1 0 R (a\(b\)\101) <4 1>] >>', {'/AB': 1, '/C': [Ref(1, 0), b'a(b)A', b'A']}),
        (b'[true false null -.5 +7 /]', ['true', 'false', None, -0.5, 7, '/']),
        (b'<< % /A 1\n /B (a\\\nb) >>', {'/B': b'ab'}),
    ],
)
def test_objects_are_read_by_the_letter(text: bytes, value: object) -> None:
    assert read_value(text, 0)[0] == value


@pytest.mark.parametrize(
    'text', [b'<< /A 1 /#41 2 >>', b'[1 2', b'<< 1 2 >>', b'(a', b'<4G>', b'--5', b'nul', b'[' * 100]
)
def test_what_is_no_object_is_refused(text: bytes) -> None:
    with pytest.raises(SyntaxFault):
        read_value(text, 0)


def _stamped(content: bytes, **more: Any) -> bytes:
    def stamp(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        value = pdf.make_indirect(Dictionary(Type=Name.DocTimeStamp, SubFilter=Name('/ETSI.RFC3161'), **more))
        yield from field_with(pdf, V=value, Rect=Array([0, 0, 0, 0]))
        yield value

    return edited(content, stamp)


@pytest.mark.parametrize(
    ('between', 'spill', 'told'),
    [
        (b'% TILLAGG\n', b'<< /A (% nej) >>', 'TILLAGG'),
        (b'', b'<< /A (a\\(% nej) % inte\n>>', 'inte'),
        (b'', b'<< /Length 6 >> % hej\nstream\n% nej \nendstream', 'hej'),
        (b'%iText-7.1.2\n%\xe2\xe3\xcf\xd3\n', b'<< >>', None),
    ],
)
def test_what_a_comment_says_is_told(between: bytes, spill: bytes, told: str | None, lab: Lab) -> None:
    """No program shows it, but it lies in a signed file."""
    content = with_a_proof(lab.partly, between=between, spill=spill)
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(content)]
    found = account_for(content, ends)
    assert found.after(max(ends)) == []
    assert found.steps[-1].remarks.get('comment') == told


_SAYS = String('TILLÄGG: gäller inte')
_PROGRAM = Dictionary(App=Dictionary(Name=Name('/Adobe Acrobat Pro'), REx=String('2023.1'), OS=Array([Name.Win])))


@pytest.mark.parametrize(
    ('more', 'silent'),
    [
        ({}, True),
        ({'Prop_Build': _PROGRAM, 'Filter': Name('/Adobe.PPKLite')}, True),
        ({'Reason': _SAYS}, False),
        ({'Reason': Name('/TILLAGG-galler-inte')}, False),
        ({'TILLAGG': 1}, False),
        ({'Changes': Dictionary(Parent=_SAYS)}, False),
        ({'Prop_Build': Dictionary(App=Dictionary(REx=String('Galler inte 1')))}, False),
        ({'Prop_Build': Dictionary(App=Dictionary(Name=Name('/TILLAGG')))}, False),
        ({'Cert': String('0\x82 TILLAGG')}, False),
        ({'Reference': Array([Dictionary(TransformParams=Dictionary(X=_SAYS))])}, False),
    ],
)
def test_a_timestamp_says_nothing(more: dict[str, Any], silent: bool, lab: Lab) -> None:
    """Anybody can have one, and what stands in its dictionary is shown beside the signatures."""
    ends = [int(found[1]) + int(found[2]) for found in _END.finditer(lab.partly)]
    made = _stamped(lab.partly, **more)
    gaps = {each.gap for each in find_signatures(made).signatures}
    faults = {each.kind for each in account_for(made, ends, gaps).after(max(ends))}
    assert faults == {FaultKind.SIGNATURE_MISSING} | (set() if silent else {FaultKind.FIELD_ODD})
