"""A sealed package: whatever is changed in it afterwards is told, also by tools that others wrote."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asn1crypto.cms import CMSAttribute, CMSAttributes, ContentInfo
from asn1crypto.core import UTF8String
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sign.conftest import copied

from archive.delivery import Package, run
from docgen.archive.package_reader import open_package
from docgen.archive.seal import manifest_differences, seal_doubt, seal_observations
from docgen.archive.verdicts import PackageVerdict
from docgen.archive.verify import verify_package
from docgen.errors import SignatureError
from docgen.sign.detached_seal import make_seal
from docgen.sign.signing.credential_kinds import CertificateFile
from docgen.sign.trust import load_trust
from docgen.sign.verifying.detached_seal_check import SealVerdict, check_seal
from docgen.sign.verifying.verdicts import Revocation

if TYPE_CHECKING:
    from pki.authority import Pki
    from pki.credential import Credential
    from workbench import Workbench

    from docgen.sign.trust import TrustRoot

MANIFEST = 'sigill/manifest-sha256.txt'
SIGNATURE = f'{MANIFEST}.p7s'


def _seal(pki: Pki, workbench: Workbench, to: Path, *options: str) -> Path:
    secret = ('--p12', str(pki.seal.p12), '--passphrase-file', str(pki.seal.passphrase_file))
    answer = workbench.run('archive', '2024', '--unsigned', '--seal', *secret, '--to', str(to), '--json', *options)
    assert answer.code == 0, answer.err
    return Path(answer.json['path'])


@pytest.fixture(scope='module')
def sealed(smallest: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A small sealed package, timestamped. Read only."""
    folder = tmp_path_factory.mktemp('sealed')
    workbench = copied(smallest, folder / 'workspace')
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    return Package(_seal(pki, workbench, folder / 'arkiv', '--tsa', pki.tsa_url))


def test_it_holds_and_says_who_sealed_it(sealed: Package, pki: Pki) -> None:
    answer = run('archive', 'verify', str(sealed.folder), '--trust', str(pki.roots))
    assert answer.code == 0, answer.out
    assert "Oförändrat sedan det blev förseglat" in answer.out
    assert "styrkt av en tidsstämpel" in answer.out
    assert "Strängnäs kommun" in answer.out
    assert "det var inte spärrat, enligt utgivarens besked i förseglingen" in answer.out


def test_without_a_seal_nothing_is_said_to_be_unchanged(unsigned: Package) -> None:
    answer = run('archive', 'verify', str(unsigned.folder))
    assert answer.code == 0, answer.out
    assert "Att paketet är oförändrat går inte att styrka utan försegling." in answer.out


def test_an_issuer_that_is_not_trusted_proves_nothing(sealed: Package) -> None:
    found = verify_package(sealed.folder)
    assert found.verdict is PackageVerdict.SIGNATURE_UNPROVEN
    assert found.seal is not None
    assert found.seal.verdict is SealVerdict.NOT_TRUSTED


def test_every_file_is_sealed(sealed: Package, pki: Pki, tmp_path: Path) -> None:
    own = sealed.copied(tmp_path / sealed.folder.name)
    trust = load_trust([pki.roots])
    listed = {line.partition('  ')[2] for line in own.path(MANIFEST).read_text('utf-8').splitlines()}
    names = {path.relative_to(own.folder).as_posix() for path in own.folder.rglob('*') if path.is_file()}
    assert listed == names - {MANIFEST, SIGNATURE}
    for name in ('METS.xml', 'metadata/descriptive/dc.xml', 'representations/rep1/data/record.json', MANIFEST):
        content = own.path(name).read_bytes()
        own.path(name).write_bytes(content.replace(b'2', b'3', 1))
        own.list_anew()
        found = verify_package(own.folder, trust)
        assert PackageVerdict.SEAL_BROKEN in {each.verdict for each in found.observations}, name
        assert not found.ok
        shutil.rmtree(own.folder)
        shutil.copytree(sealed.folder, own.folder)


def test_a_change_of_any_file_breaks_it(sealed: Package, pki: Pki) -> None:
    with open_package(sealed.folder) as contents:
        sums = {name: each.sha256() for name, each in contents.items()}
        assert seal_observations(contents, '', sums, load_trust([pki.roots]))[1] == []
        manifest = contents[MANIFEST].read()
    for name in sums.keys() - {MANIFEST, SIGNATURE}:
        for changed in ({**sums, name: '0' * 64}, {each: sums[each] for each in sums if each != name}):
            found = list(manifest_differences(manifest, '', changed))
            assert [(each.verdict, each.file) for each in found] == [(PackageVerdict.SEAL_BROKEN, name)]
    added = manifest_differences(manifest, '', {**sums, 'documentation/nytt.txt': '0' * 64})
    assert [each.file for each in added] == ['documentation/nytt.txt']


CONTENT = b'0' * 64 + b'  METS.xml\n'


def _made(person: Credential, tsa: str | None, trust: tuple[TrustRoot, ...]) -> tuple[bytes, list[str]]:
    """A seal, and the ids of what was warned of."""
    seal, warnings = make_seal(CONTENT, CertificateFile(person.p12, lambda: person.passphrase), tsa, trust)
    return seal, [each.id for each in warnings]


def test_a_seal_whose_timestamp_nobody_trusted_gave_proves_no_time(pki: Pki) -> None:
    trust = load_trust([pki.roots])
    made, warned = _made(pki.seal, pki.untrusted_tsa_url, trust)
    found = check_seal(CONTENT, made, trust)
    assert warned == []
    assert (found.verdict, found.revocation) == (SealVerdict.HOLDS, Revocation.NOT_REVOKED)
    assert (found.proven_at, found.claimed_at is None) == (None, False)


def test_whether_the_certificate_was_revoked_cannot_be_told_without_its_issuers_word(pki: Pki) -> None:
    trust = load_trust([pki.roots])
    made, warned = _made(pki.seal, None, trust)
    assert warned == ['seal-without-proof']
    assert check_seal(CONTENT, made, trust).verdict is SealVerdict.REVOCATION_UNKNOWN
    with pki.server.down():
        found = check_seal(CONTENT, made, trust, network=True)
        assert (found.verdict, found.asked) == (SealVerdict.REVOCATION_UNKNOWN, True)
    found = check_seal(CONTENT, made, trust, network=True)
    assert (found.verdict, found.revocation) == (SealVerdict.HOLDS, Revocation.NOT_REVOKED)


def test_a_seal_that_got_no_answer_is_warned_of(pki: Pki) -> None:
    with pki.server.down('ocsp', 'crls'):
        made, warned = _made(pki.seal, pki.tsa_url, load_trust([pki.roots]))
    assert warned == ['revocation-unknown']
    assert check_seal(CONTENT, made, load_trust([pki.roots])).verdict is SealVerdict.REVOCATION_UNKNOWN


def test_nothing_is_sealed_with_a_revoked_certificate_and_a_seal_that_was_is_told(pki: Pki) -> None:
    trust = load_trust([pki.roots])
    with pytest.raises(SignatureError) as refused:
        _made(pki.revoked, pki.tsa_url, trust)
    assert refused.value.findings[0].id == 'certificate-revoked'
    made, _ = _made(pki.revoked, None, trust)
    found = check_seal(CONTENT, made, trust, network=True)
    assert (found.verdict, found.revocation) == (SealVerdict.REVOKED, Revocation.REVOKED)
    assert found.revoked_at is not None


def test_the_package_says_what_was_looked_at_of_revocation(smallest: Workbench, pki: Pki, tmp_path: Path) -> None:
    package = _seal(pki, copied(smallest, tmp_path / 'workspace'), tmp_path / 'arkiv')
    answer = run('archive', 'verify', str(package), '--trust', str(pki.roots))
    assert answer.code == 6
    assert "var spärrat går inte att säga: förseglingen har inget giltigt besked om det." in answer.out
    answer = run('archive', 'verify', str(package), '--trust', str(pki.roots), '--network')
    assert answer.code == 0, answer.out
    assert "det var inte spärrat, enligt utgivaren, som har svarat nu" in answer.out


@pytest.mark.parametrize('gone', [(MANIFEST,), (SIGNATURE,), (MANIFEST, SIGNATURE)])
def test_a_seal_that_is_taken_away_is_missed(sealed: Package, tmp_path: Path, gone: tuple[str, ...]) -> None:
    own = sealed.copied(tmp_path / sealed.folder.name)
    for name in gone:
        own.path(name).unlink()
    assert not verify_package(own.folder).ok


def test_another_seal_is_no_seal(sealed: Package, pki: Pki) -> None:
    manifest, seal = sealed.path(MANIFEST).read_bytes(), sealed.path(SIGNATURE).read_bytes()
    trust = load_trust([pki.roots])
    assert check_seal(manifest, seal, trust).verdict is SealVerdict.HOLDS
    assert check_seal(manifest + b' ', seal, trust).verdict is SealVerdict.BROKEN
    for spoiled in (b'', seal[:-20], seal + b'x', b'0' * 500):
        assert check_seal(manifest, spoiled, trust).verdict is SealVerdict.BROKEN


@pytest.mark.parametrize(
    ('who', 'told'), [('anna', "en persons certifikat, Anna Exempel,"), ('seal', "av Strängnäs kommun,")]
)
def test_a_seal_that_is_not_the_municipalitys_is_warned_of(
    smallest: Workbench, pki: Pki, tmp_path: Path, who: str, told: str
) -> None:
    workbench, person = copied(smallest, tmp_path / 'workspace'), getattr(pki, who)
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    secret = ('--p12', str(person.p12), '--passphrase-file', str(person.passphrase_file))
    answer = workbench.run('archive', '2024', '--unsigned', '--seal', *secret, '--to', str(tmp_path / 'arkiv'))
    assert answer.code == 0
    assert 'seal-of-another' in answer.ids
    assert f'--trust {workbench.root}/data/trust' in answer.out
    (package,) = (each for each in (tmp_path / 'arkiv').iterdir() if not each.name.startswith('.'))
    answer = run('archive', 'verify', str(package), '--trust', str(pki.roots), '--network')
    assert told in answer.out
    assert "och inte av Lillby kommun" in answer.out


def test_the_municipalitys_own_seal_is_not_doubted(pki: Pki) -> None:
    trust = load_trust([pki.roots])
    made = check_seal(CONTENT, _made(pki.seal, None, trust)[0], trust)
    assert seal_doubt(made, ["STRÄNGNÄS kommun, Kansliet"]) == ''
    assert seal_doubt(made, ["Trosa kommun"])
    assert seal_doubt(check_seal(b'x', b'y', trust), ["Trosa kommun"]) == ''


def test_openssl_accepts_it(sealed: Package, pki: Pki) -> None:
    done = subprocess.run(
        [
            *('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', SIGNATURE, '-content', MANIFEST),
            *('-CAfile', str(pki.roots / 'root.pem'), '-purpose', 'any', '-out', '/dev/null'),
        ],
        cwd=sealed.folder,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_same_package_sealed_again_is_the_same_package(smallest: Workbench, pki: Pki, tmp_path: Path) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    first = _seal(pki, workbench, tmp_path / 'arkiv', '--as', 'zip', '--profile', 'bagit')
    content = first.read_bytes()
    assert _seal(pki, workbench, tmp_path / 'arkiv', '--as', 'zip', '--profile', 'bagit') == first
    assert first.read_bytes() == content
    assert verify_package(first, load_trust([pki.roots]), network=True).ok


@pytest.mark.parametrize('options', [('--seal',), ('--tsa', 'http://tsa.exempel.se')])
def test_what_to_seal_with_must_be_said(smallest: Workbench, options: tuple[str, ...]) -> None:
    answer = smallest.run('archive', '2024', '--unsigned', *options)
    assert (answer.code, answer.ids) == (2, ['archive-seal-unclear'])


def test_a_seal_by_a_certificate_for_other_things_does_not_hold(pki: Pki) -> None:
    """Here that of the timestamp authority, which its issuer vouches for, but not for this."""
    key = load_pem_private_key((pki.folder / 'keys/tsa.p-256.pem').read_bytes(), None)
    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        Certificate.load(pki.tsa_certificate),
        PrivateKeyInfo.load(encoded),
        SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    made = asyncio.run(signer.async_sign_general_data(CONTENT, 'sha256', detached=True))
    assert check_seal(CONTENT, made.dump(), load_trust([pki.roots])).verdict is SealVerdict.UNSUITABLE


def test_words_in_a_seal_that_nobody_sealed_are_told(pki: Pki) -> None:
    made = ContentInfo.load(_made(pki.seal, None, load_trust([pki.roots]))[0])
    said = CMSAttribute({'type': '1.2.3.4.5', 'values': [UTF8String("TILLÄGG: gäller inte")]})
    made['content']['signer_infos'][0]['unsigned_attrs'] = CMSAttributes([said])
    assert check_seal(CONTENT, made.dump(force=True), load_trust([pki.roots])).verdict is SealVerdict.UNREADABLE
