"""Whether a signed file is judged as it is, whatever bytes its streams happen to end in."""

from __future__ import annotations

import asyncio
import datetime
import io
import zlib
from itertools import count
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from docgen.pdf.judge.conformance import PDF_A_2A, violations
from docgen.pdf.write.signature_fields import SEAL_FIELD
from docgen.sign.levels import Level
from docgen.sign.signing.credential_kinds import CertificateFile
from docgen.sign.signing.credentials import open_signer
from docgen.sign.signing.signed_file_check import require_sound
from docgen.sign.signing.write_signature import SignatureToSet, set_signature

from ..signatories import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench


def test_a_stream_that_ends_as_a_line_does_is_no_fault(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    """Compressed data end in byte 0x0D once in a while; page-validation then takes their length for wrong."""
    before = _ending_in_a_carriage_return((fixed.output / '2021/fixed' / NAME).read_bytes())
    file = tmp_path / 'signed.pdf'
    with open_signer(CertificateFile(pki.seal.p12, lambda: pki.seal.passphrase)) as signer:
        wish = SignatureToSet(SEAL_FIELD, Level.B, datetime.datetime.now(datetime.UTC), certifies=True)
        file.write_bytes(asyncio.run(set_signature(before, wish, signer, context=None, authority=None)))
    assert any(each.rule.endswith('STREAM-LENGTH-001') for each in violations(file, PDF_A_2A))

    asyncio.run(require_sound(before, file, SEAL_FIELD))


def _ending_in_a_carriage_return(content: bytes) -> bytes:
    """The same document, with the drawing of its first page compressed so that it ends in byte 0x0D."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root['/Pages']['/Kids'][0].get_object()
    reference = page.raw_get('/Contents')
    drawing = page['/Contents']
    if not isinstance(drawing, StreamObject):
        reference, drawing = drawing.raw_get(0), drawing[0]
    plain = drawing.read_data(DecodePurpose.GENERIC)
    # What ends the data is the sum of all bytes: 33 more each time, so that each last byte comes within 256 times.
    packed = (zlib.compress(plain + b'\n%' + b'!' * number + b'\n') for number in count())
    data = next(each for each in packed if each.endswith(b'\r'))
    stream = StreamObject(encoded_data=data)
    stream[NameObject('/Filter')] = NameObject('/FlateDecode')
    writer.objects[(reference.generation, reference.idnum)] = stream
    out = io.BytesIO()
    writer._update_meta = lambda: None  # type: ignore[method-assign]
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()
