"""A signing portal: what comes back from one, good or bad, made by other code than docgen's own signing."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.stamp import StaticStampStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pki.credential import Credential


ROOM = 32_768
"""Hexadecimal digits kept for a signature, so that pyHanko need not make each twice to learn its size."""


class _Careful(IncrementalPdfFileWriter):
    """Leaves what the document says about itself as it is."""

    def _update_meta(self) -> None:
        pass


def signed(
    content: bytes,
    *credentials: Credential,
    ours: dict[str, str] | None = None,
    tsa_url: str | None = None,
    box: tuple[int, int, int, int] | None = None,
    page: int = 0,
    careful: bool = True,
    paint: str = '0 0 0.6 rg 5 5 60 12 re f',
) -> bytes:
    """Sign one after the other: in the field that `ours` names for the credential, else in one of the portal's.

    A portal that is not careful writes dates and a text in a font of its own, as pyHanko does by itself.
    """
    for number, credential in enumerate(credentials, 1):
        writer = (_Careful if careful else IncrementalPdfFileWriter)(io.BytesIO(content))
        field = (ours or {}).get(credential.label)
        if field is None:
            field = f'Portal-{number}'
            spec = SigFieldSpec(field, on_page=page, box=box)
            fields.append_signature_field(writer, spec)
        passphrase = credential.passphrase.encode()
        signer = signers.SimpleSigner.load_pkcs12(str(credential.p12), passphrase=passphrase)  # type: ignore[no-untyped-call]
        stamper = timestamps.HTTPTimeStamper(tsa_url) if tsa_url else None
        out = io.BytesIO()
        metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, signer_key_usage=set())
        with _picture(paint) as style:
            pdf_signer = signers.PdfSigner(
                metadata, signer, timestamper=stamper, stamp_style=style if careful else None
            )
            pdf_signer.sign_pdf(writer, bytes_reserved=ROOM, output=out)
        content = out.getvalue()
    return content


@contextlib.contextmanager
def _picture(paint: str) -> Iterator[StaticStampStyle]:
    """What a signature shows: shapes without text, which need no font."""
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as pdf:
        file = Path(folder, 'picture.pdf')
        pdf.add_blank_page(page_size=(400, 80))
        pdf.pages[0].Contents = pdf.make_stream(paint.encode())
        pdf.save(file)
        yield StaticStampStyle(
            background=ImportedPdfPage(str(file)),  # type: ignore[no-untyped-call]
            background_opacity=1,
            border_width=0,
        )


def rewritten(content: bytes, change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """Write a file anew, as many programs do, with a change made to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def with_page(content: bytes) -> bytes:
    """Add a page last, by an incremental update, as a portal adds its own list of who signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    drawing = writer.add_object(generic.StreamObject(stream_data=b'0.5 g 70 700 200 3 re f'))
    writer.insert_page(PageObject(contents=drawing, media_box=(0, 0, 595, 842)))  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()
