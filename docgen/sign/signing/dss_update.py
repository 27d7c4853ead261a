"""Proof for the signatures that a file already bears: issuers and revocation data, so that it can be judged offline.

A signature at level B-B or B-T holds none of its own. Whoever signs after it at B-LT or B-LTA collects it as well, in
an update of its own (ETSI EN 319 142-1, 5.4.2) that the new signature and its timestamp cover.
Message ids: `earlier-proof-missing`.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from docgen.errors import Finding, Severity
from docgen.sign.certificate import issuer_name, subject_name
from docgen.sign.signing.certificate_chain import asking_context
from docgen.sign.signing.write_signature import metadata_left_alone
from docgen.sign.verifying.forgiving_reader import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.path import ValidationPath

    from docgen.sign.bounded_http import BoundedSession


async def with_earlier_proof(
    content: bytes, roots: Sequence[Certificate], session: BoundedSession, *, anew: bool = False
) -> tuple[bytes, tuple[Finding, ...]]:
    """Give the file with proof for its signatures added, and a warning for each whose issuer did not give it.

    Args:
        content: a PDF; what is given begins with it, and is the same when nothing is to be added.
        roots: the trusted roots.
        session: open as long as the call lasts.
        anew: fetch also for signatures that hold proof, and for timestamps: what was fresh then is not now.
    """
    reader = PdfFileReader(io.BytesIO(content))
    own = _listed(reader)
    lacking = [
        each for each in reader.embedded_regular_signatures if anew or not own.intersection(_names(each.pkcs7_content))
    ]
    if anew:
        lacking += reader.embedded_timestamp_signatures[-1:]
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    added, warnings = False, []
    for each in lacking:
        context = asking_context(roots, (), session, strict=True)
        try:
            paths = await _collected(each, context)
        except (PathError, ValidationError, OSError, *HOSTILE) as error:
            warnings.append(_missing(each.signer_cert, error))
            continue
        listed = bool(own.intersection(_names(each.pkcs7_content)))
        added |= _add(writer, None if listed else each, context, paths)
    if not added:
        return content, tuple(warnings)
    out = io.BytesIO()
    with metadata_left_alone():
        writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue(), tuple(warnings)


async def _collected(signature: EmbeddedPdfSignature, context: ValidationContext) -> list[ValidationPath]:
    paths = await collect_validation_info(signature, context, skip_timestamp=True)
    # A timestamp of an unknown authority is no reason to leave out what is known of the signatory.
    with contextlib.suppress(PathError, ValidationError, OSError, *HOSTILE):
        paths = await collect_validation_info(signature, context)
    return list(paths)


def _add(
    writer: IncrementalPdfFileWriter,
    signature: EmbeddedPdfSignature | None,
    context: ValidationContext,
    paths: list[ValidationPath],
) -> bool:
    """Add what a context found out, listed as a signature's own; a list that is there already may not change."""
    # Named as pyHanko names the proof of what it signs.
    name = signature.pkcs7_content.hex().encode('ascii') if signature is not None else None
    store = DocumentSecurityStore.supply_dss_in_writer(writer, name, validation_context=context, paths=paths)
    return bool(store.modified)


def _listed(reader: PdfFileReader) -> frozenset[str]:
    """The names of the signatures that the file lists proof for."""
    try:
        store: Any = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return frozenset()
    return frozenset(str(each) for each in store.vri_entries or {})


def _names(content: bytes) -> frozenset[str]:
    """A signature's name in the store: of its bytes, as the standard says, or of their hexadecimal writing."""
    return frozenset(
        str(DocumentSecurityStore.sig_content_identifier(each)) for each in (content, content.hex().encode())
    )


def _missing(certificate: Certificate, error: Exception) -> Finding:
    revoked = isinstance(error, RevokedError)
    return Finding(
        'earlier-proof-missing',
        f"Filen fick inget spärrbesked för certifikatet som {subject_name(certificate)} skrev under med.",
        f"{issuer_name(certificate)} säger att det är spärrat."
        if revoked
        else f"{issuer_name(certificate)} svarade inte, eller är inte att lita på här.",
        "Den underskriften går bara att pröva fullt ut med docgen verify --network.",
        severity=Severity.WARNING,
    )
