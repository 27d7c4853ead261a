"""One signature written last in a PDF by pyHanko: nothing of what was there before is changed, only added to.

Pinned to pyHanko 0.38: what it would otherwise do to the document's metadata is held back by a private name of its own.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
from pyhanko.stamp import StaticStampStyle

from docgen.pdf.write.signature_fields import TIMESTAMP_FIELD
from docgen.sign.levels import Level
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from pyhanko.sign.signers import Signer
    from pyhanko_certvalidator import ValidationContext

    from docgen.sign.signing.timestamp_authority import Authority

HELD_PROOF = frozenset((Level.LT, Level.LTA))
"""The levels whose proof of revocation and issuers lies in the file."""


@dataclass(frozen=True)
class SignatureToSet:
    """The signature to set."""

    field: str
    level: Level
    moment: datetime.datetime
    """With time zone; what the signature says and the appearance shows."""
    certifies: bool = False
    """A certifying signature, after which only signatures may be added (DocMDP 2, ISO 32000-1, 12.8.2.2)."""
    closes: bool = False
    """Nothing but timestamps and proof may be added afterwards (DocMDP 1)."""
    appearance: bytes | None = None
    """A page of the field's size; None for a field that cannot be seen."""
    place: str = ''
    """Where it is made, for the signature's `/Location`."""


async def set_signature(
    content: bytes,
    signature: SignatureToSet,
    signer: Signer,
    *,
    context: ValidationContext | None,
    authority: Authority | None,
) -> bytes:
    """Give the file with the signature added; it begins with `content`.

    Args:
        content: a PDF with the field, empty.
        signature: the signature.
        signer: whoever signs.
        context: with the issuers' answers; needed for the levels that hold the proof.
        authority: the timestamp authority; needed for all levels but B-B.

    Raises:
        SignatureError: `timestamp-failed`.
        pyhanko.sign.general.SigningError, PdfError: the file or the signer cannot be used.
    """
    holds_proof = signature.level in HELD_PROOF
    metadata = PdfSignatureMetadata(
        field_name=signature.field,
        location=signature.place or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=signature.certifies,
        docmdp_permissions=MDPPerm.NO_CHANGES if signature.closes else MDPPerm.FILL_FORMS,
        embed_validation_info=holds_proof,
        use_pades_lta=signature.level is Level.LTA,
        timestamp_field_name=free_timestamp_field(content),
        validation_context=context if holds_proof else None,
        signer_key_usage=set(),  # docgen.sign.signing.certificate_checks has seen to it
    )
    with _appearance(signature.appearance) as style, metadata_left_alone():
        pdf_signer = PdfSigner(metadata, signer, timestamper=authority, stamp_style=style)
        session = pdf_signer.init_signing_session(
            IncrementalPdfFileWriter(io.BytesIO(content)), existing_fields_only=True
        )
        session.system_time = signature.moment
        proof = await session.perform_presign_validation(session.pdf_out)
        document = session.prepare_tbs_document(
            validation_info=proof, bytes_reserved=await session.estimate_signature_container_size(proof)
        )
        digest, out = document.digest_tbs_document()
        signed = await document.perform_signature(
            document_digest=digest.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signature.moment),
        )
        await signed.post_signature_processing(out)
    return out.getvalue()  # type: ignore[attr-defined,no-any-return]


def free_timestamp_field(content: bytes) -> str | None:
    """Give the name of the first timestamp field that is still empty; None if all are taken."""
    fields = signature_fields(content).items()
    return next((name for name, signed in fields if name.startswith(f'{TIMESTAMP_FIELD}-') and not signed), None)


def signature_fields(content: bytes) -> dict[str, bool]:
    """Give the names of a file's signature fields, and whether each is signed."""
    fields = enumerate_sig_fields(PdfFileReader(io.BytesIO(content)))
    return {name: value is not None for name, value, _ in fields}


@contextlib.contextmanager
def _appearance(page: bytes | None) -> Iterator[StaticStampStyle | None]:
    if page is None:
        yield None
        return
    with temporary_folder() as folder:
        file = Path(folder, 'appearance.pdf')
        file.write_bytes(page)
        yield StaticStampStyle(
            background=ImportedPdfPage(str(file)),  # type: ignore[no-untyped-call]
            background_opacity=1,
            border_width=0,
            background_layout=SimpleBoxLayoutRule(
                AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 0), InnerScaling.NO_SCALING
            ),
        )


@contextlib.contextmanager
def metadata_left_alone() -> Iterator[None]:
    """Keep title, dates and conformance claims as the document has them: they are what was signed."""
    update = BasePdfFileWriter._update_meta
    BasePdfFileWriter._update_meta = lambda _: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        BasePdfFileWriter._update_meta = update  # type: ignore[method-assign]
