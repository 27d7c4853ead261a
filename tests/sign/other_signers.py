"""Files as other programs sign them: by pyHanko in all its ways, and by hand as DSS, iText and Word write theirs."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from asn1crypto import algos, cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.ades import cades_asn1
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, GenericCommitment
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko_certvalidator import ValidationContext

from sign.raw_update import RawUpdate, file_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from pki.authority import Pki
    from pki.credential import Credential


class Signing:
    """One file on its way through the hands of several."""

    def __init__(self, content: bytes, pki: Pki) -> None:
        self.content, self.pki = content, pki
        self._number = 0

    def _writer(self) -> IncrementalPdfFileWriter:
        return IncrementalPdfFileWriter(io.BytesIO(self.content), strict=False)

    def _next(self) -> str:
        self._number += 1
        return f'Falt{self._number}'

    def sign(
        self, who: Credential, *, box: tuple[int, int, int, int] | None = None, field: str = '', **how: Any
    ) -> Signing:
        """Let somebody sign, with pyHanko's own stamp where there is a box."""
        writer, name = self._writer(), field or self._next()
        if not field:
            fields.append_signature_field(writer, SigFieldSpec(name, box=box))
        service = how.pop('tsa', self.pki.tsa_url)
        stamper = timestamps.HTTPTimeStamper(service) if how.pop('stamped', True) else None
        filled = {'subfilter': SigSeedSubFilter.PADES, 'signer_key_usage': set(), **how}
        signer = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
            str(who.p12), passphrase=who.passphrase.encode(), prefer_pss=filled.pop('pss', False)
        )
        out = io.BytesIO()
        pdf_signer = signers.PdfSigner(PdfSignatureMetadata(field_name=name, **filled), signer, timestamper=stamper)
        pdf_signer.sign_pdf(writer, output=out)
        self.content = out.getvalue()
        return self

    @property
    def asking(self) -> dict[str, Any]:
        """What lets pyHanko lay proofs in the file."""
        return {'embed_validation_info': True, 'validation_context': self._context()}

    def _context(self) -> ValidationContext:
        from asn1crypto import pem, x509

        _, _, root = pem.unarmor((self.pki.roots / 'root.pem').read_bytes())
        return ValidationContext(trust_roots=[x509.Certificate.load(root)], allow_fetching=True)

    def stamp(self, digest: str = 'sha256') -> Signing:
        """Add a document timestamp over a digest by this method."""
        out = io.BytesIO()
        stamper = signers.PdfTimeStamper(timestamps.HTTPTimeStamper(self.pki.tsa_url), field_name=self._next())
        stamper.timestamp_pdf(self._writer(), digest, output=out)
        self.content = out.getvalue()
        return self

    def prove(self) -> Signing:
        """Add proofs for the last signature."""
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import add_validation_info

        out = io.BytesIO()
        last = PdfFileReader(io.BytesIO(self.content), strict=False).embedded_regular_signatures[-1]
        add_validation_info(last, self._context(), output=out)
        self.content = out.getvalue()
        return self

    def add_field(self, **how: Any) -> Signing:
        """Add an empty field."""
        writer = self._writer()
        fields.append_signature_field(writer, SigFieldSpec(self._next(), **how))
        out = io.BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]
        self.content = out.getvalue()
        return self


def two_in_turn(content: bytes, pki: Pki) -> bytes:
    return Signing(content, pki).sign(pki.anna).sign(pki.erik).content


def seen(content: bytes, pki: Pki) -> bytes:
    """With pyHanko's text stamps, one beside the other."""
    signing = Signing(content, pki)
    return signing.sign(pki.anna, box=(20, 20, 200, 60)).sign(pki.erik, box=(220, 20, 400, 60)).content


def stamped_between(content: bytes, pki: Pki) -> bytes:
    return Signing(content, pki).sign(pki.anna).stamp().sign(pki.erik).stamp().stamp().content


def with_proofs(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki)
    return signing.sign(pki.anna, **signing.asking).sign(pki.erik, **signing.asking).stamp().content


def for_ever(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki)
    signing.sign(pki.anna, use_pades_lta=True, **signing.asking)
    return signing.sign(pki.erik, use_pades_lta=True, **signing.asking).content


def proven_afterwards(content: bytes, pki: Pki) -> bytes:
    return Signing(content, pki).sign(pki.anna).prove().sign(pki.erik, box=(20, 20, 200, 60)).prove().stamp().content


def stamped_first(content: bytes, pki: Pki) -> bytes:
    return Signing(content, pki).stamp().sign(pki.anna).content


def certified(content: bytes, pki: Pki) -> bytes:
    """Certified by a seal, so that only signing is allowed."""
    signing = Signing(content, pki)
    signing.sign(pki.seal, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    return signing.sign(pki.anna).sign(pki.erik).stamp().content


def fields_first(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki).add_field(box=(20, 20, 200, 60)).add_field(box=(220, 20, 400, 60))
    return signing.sign(pki.anna, field='Falt1').sign(pki.erik, field='Falt2').content


def a_field_between(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki).sign(pki.anna).add_field(box=(20, 20, 200, 60))
    return signing.sign(pki.erik, field='Falt2').content


_BOX = (20, 20, 200, 60)
FIELDS: dict[str, dict[str, Any]] = {
    'called': {'readable_field_name': 'Kommunens underskrift', 'box': _BOX},
    'as_an_object_of_its_own': {'combine_annotation': False, 'box': _BOX},
    'with_a_frame': {'empty_field_appearance': True, 'box': _BOX},
    'that_locks': {'field_mdp_spec': fields.FieldMDPSpec(fields.FieldMDPAction.EXCLUDE, ['Övrigt'])},
    'that_demands': {'seed_value_dict': fields.SigSeedValueSpec(reasons=['Godkänner'], legal_attestations=['Ja'])},
}
"""What a field may be made of that stays empty until somebody signs in it."""


def an_open_field(content: bytes, pki: Pki, kind: str) -> bytes:
    """Anna signs, then a field of this kind is added, and then Erik signs in it."""
    signing = Signing(content, pki).sign(pki.anna).add_field(**FIELDS[kind])
    return signing.sign(pki.erik, field='Falt2', stamped=False, reason='Godkänner').content


def a_field_in_a_group(content: bytes, pki: Pki) -> bytes:
    """Its name has a point, so that pyHanko makes two."""
    return Signing(content, pki).sign(pki.anna).sign(pki.erik, field='Grupp.Erik', box=None).content


def closed_by_the_last(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki).sign(pki.anna)
    signing.sign(pki.erik, docmdp_permissions=MDPPerm.NO_CHANGES, certify=False)
    return signing.stamp().content


def as_adobe_did(content: bytes, pki: Pki) -> bytes:
    """In the form before PAdES."""
    older: dict[str, Any] = {'subfilter': SigSeedSubFilter.ADOBE_PKCS7_DETACHED}
    return Signing(content, pki).sign(pki.anna, **older).sign(pki.erik, **older).content


def as_adobe_writes(content: bytes, pki: Pki) -> bytes:
    """With what the program is, and by whom and why, in the signature."""
    build = BuildProps(name='Adobe.PPKLite', revision='131104')
    how: dict[str, Any] = {'app_build_props': build, 'reason': 'Godkänner', 'location': 'Lillby', 'name': 'Anna'}
    return Signing(content, pki).sign(pki.anna, **how).sign(pki.erik, box=(20, 20, 200, 60), **how).content


def by_a_policy(content: bytes, pki: Pki) -> bytes:
    """PAdES with an explicit policy (EPES) and a kind of commitment."""
    policy = cades_asn1.SignaturePolicyId({
        'sig_policy_id': '1.2.752.999.1',
        'sig_policy_hash': algos.DigestInfo({
            'digest_algorithm': algos.DigestAlgorithm({'algorithm': 'sha256'}), 'digest': bytes(32)
        }),
    })  # fmt: skip
    spec = CAdESSignedAttrSpec(
        signature_policy_identifier=cades_asn1.SignaturePolicyIdentifier({'signature_policy_id': policy}),
        commitment_type=GenericCommitment.PROOF_OF_APPROVAL.asn1,
    )
    return Signing(content, pki).sign(pki.anna, cades_signed_attr_spec=spec).sign(pki.erik).content


def by_rsa_pss(content: bytes, pki: Pki) -> bytes:
    return Signing(content, pki).sign(pki.anna, pss=True).sign(pki.erik, md_algorithm='sha512').content


def stamped_thrice(content: bytes, pki: Pki) -> bytes:
    signing = Signing(content, pki).sign(pki.anna, **Signing(content, pki).asking)
    return signing.stamp().prove().stamp().stamp().content


def by_pyhankos_own_command(content: bytes, pki: Pki) -> bytes:
    """Signed once more, and kept for long, by another program's command line."""
    content = Signing(content, pki).sign(pki.anna).content
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / 'in.pdf').write_bytes(content)
        command = (
            Path(sys.executable).with_name('pyhanko'), 'sign', 'addsig', '--field', '1/20,20,200,60/Eget',
            '--use-pades', '--use-pades-lta', '--with-validation-info', '--trust', pki.roots / 'root.pem',
            '--timestamp-url', pki.tsa_url, 'pkcs12', '--passfile', pki.erik.passphrase_file, 'in.pdf', 'out.pdf',
            pki.erik.p12,
        )  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return (folder / 'out.pdf').read_bytes()


LEVELS: dict[str, Callable[[Signing], dict[str, Any]]] = {
    'b': lambda _: {'stamped': False},
    't': lambda _: {},
    'lt': lambda signing: signing.asking,
    'lta': lambda signing: {'use_pades_lta': True, **signing.asking},
}


def as_itext_names_the_key(content: bytes, pki: Pki) -> bytes:
    """In place of the method of the last signature the kind of its key, which is on a curve."""
    return with_method(two_in_turn(content, pki), '1.2.840.10045.2.1')


def with_method(content: bytes, method: str) -> bytes:
    """The last signature said to be made by another method; its value does not cover that."""
    start = content.rindex(b'/Contents <') + len(b'/Contents <')
    end = content.index(b'>', start)
    whole = cms.ContentInfo.load(bytes.fromhex(content[start:end].decode()))
    whole['content']['signer_infos'][0]['signature_algorithm'] = {'algorithm': method}
    made = bytes(whole.dump(force=True))
    return content[:start] + made.hex().encode().ljust(end - start, b'0') + content[end:]


def in_an_old_table(content: bytes, pki: Pki) -> bytes:
    return two_in_turn(saved(content, object_stream_mode=pikepdf.ObjectStreamMode.disable), pki)


def in_object_streams(content: bytes, pki: Pki) -> bytes:
    return for_ever(saved(content, object_stream_mode=pikepdf.ObjectStreamMode.generate), pki)


def for_the_web(content: bytes, pki: Pki) -> bytes:
    return two_in_turn(saved(content, linearize=True), pki)


def with_information(content: bytes, pki: Pki) -> bytes:
    """The information and the XMP packet are written anew by each who signs."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.docinfo['/Title'] = 'Löfte'
        pdf.docinfo['/CreationDate'] = 'D:20240101120000Z'
        pdf.save(out)
    return two_in_turn(out.getvalue(), pki)


def hybrid(content: bytes, pki: Pki) -> bytes:
    """With a table for old readers, and a stream beside it for what they cannot read, as Word writes."""
    return two_in_turn(in_two_tables(content), pki)


def an_unused_object_more(content: bytes, pki: Pki) -> bytes:
    """An update that adds nothing but an object which is not used, as some programs leave behind."""
    return RawUpdate(two_in_turn(content, pki), {file_size(content) + 50: b'<< /Spill true >>'}).written()


def blanks_at_the_end(content: bytes, pki: Pki) -> bytes:
    return two_in_turn(content, pki) + b'\r\n\0\0\n'


WAYS: tuple[Callable[[bytes, Pki], bytes], ...] = (
    two_in_turn, seen, stamped_between, with_proofs, for_ever, proven_afterwards, stamped_first, certified,
    fields_first, a_field_between, a_field_in_a_group, closed_by_the_last, as_adobe_did, as_adobe_writes, by_a_policy,
    by_rsa_pss, as_itext_names_the_key,
    stamped_thrice, by_pyhankos_own_command, in_an_old_table, in_object_streams, for_the_web, with_information, hybrid,
    an_unused_object_more, blanks_at_the_end,
)  # fmt: skip


def saved(content: bytes, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def in_two_tables(content: bytes) -> bytes:
    """A file with an old table, to which objects in an object stream are added that only `/XRefStm` lists (7.5.8.4)."""
    content = saved(content, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = int(content[content.rindex(b'startxref') + 9 :].split()[0])
    size = file_size(content)
    head, text = b'%d 0 ' % (size + 2), b'<< /Dold true >>'
    out = content[:start]
    container = len(out)
    out += b'%d 0 obj\n<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n' % (size, len(head), len(head + text))
    out += head + text + b'\nendstream\nendobj\n'
    hidden = len(out)
    rows = (
        b'\1' + container.to_bytes(4, 'big') + b'\0',
        b'\1' + hidden.to_bytes(4, 'big') + b'\0',
        b'\2' + size.to_bytes(4, 'big') + b'\0',
    )
    root = re.findall(rb'/Root \d+ 0 R', content)[-1]
    out += b'%d 0 obj\n<< /Type /XRef /W [1 4 1] /Index [%d 3] /Size %d %s /Length 18 >>\nstream\n' % (
        size + 1,
        size,
        size + 3,
        root,
    )
    out += b''.join(rows) + b'\nendstream\nendobj\n'
    table = len(out)
    rest = content[start:]
    out += rest[: rest.index(b'startxref')].replace(b'/Root', b'/XRefStm %d /Root' % hidden, 1)
    return out + b'startxref\n%d\n%%%%EOF\n' % table
