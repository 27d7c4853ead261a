"""The whole test PKI: who can sign, what a verifier trusts, and the services on loopback."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certomancer.registry import ArchLabel, CertLabel
from pki.credential import Credential
from pki.keys import make_keys
from pki.server import ARCHITECTURE, TrustServer
from pki.softtoken import SoftToken, make_token
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from certomancer.registry import PKIArchitecture

PERSONAL_NUMBER = '191212121212'
"""The personal identity number in the subject of Anna's certificates: the one that Swedish authorities test with."""
_DAYS = re.compile(r'today([+-]\d+)')


@dataclass(frozen=True)
class Pki:
    """Made-up e-identities. A certificate holds from 60 days ago and a year ahead if nothing else is said."""

    folder: Path
    server: TrustServer = field(repr=False)
    anna: Credential
    """Anna Exempel, kommundirektör, Strängnäs kommun. RSA 2048. Her personal identity number is in the subject."""
    erik: Credential
    """Erik Provsson, lokalpolisområdeschef, Polismyndigheten. ECDSA P-256."""
    olle: Credential
    """Olle Obehörig, handläggare at Strängnäs kommun: a valid certificate, but nobody waits for his signature."""
    seal: Credential
    """The organisation Strängnäs kommun."""
    revoked: Credential
    """Anna's, revoked ten days ago as its key was stolen."""
    expired: Credential
    """Anna's, ended 35 days ago."""
    not_yet_valid: Credential
    """Anna's, begins in 30 days."""
    self_signed: Credential
    """In Anna's name, issued by nobody but itself."""
    untrusted: Credential
    """In Anna's name, issued by the root that nobody trusts."""
    roots: Path
    """Folder with the one trusted root, `root.pem`."""
    root_der: Path
    """The trusted root in DER."""
    untrusted_roots: Path
    """Folder with the other root, `other-root.pem`."""
    tsa_certificate: bytes
    """The timestamp authority's, in DER."""
    intermediates: Path
    """The intermediate's certificate in PEM: what lies between a signatory's certificate and the root."""
    wrong_passphrase_file: Path
    """A passphrase that opens none of the files."""

    @property
    def tsa_url(self) -> str:
        """A timestamp authority under the trusted root (RFC 3161)."""
        return self.server.tsa('tsa')

    @property
    def untrusted_tsa_url(self) -> str:
        """A timestamp authority under the root that nobody trusts."""
        return self.server.tsa('other-tsa')

    @property
    def tsa_that_hangs(self) -> str:
        """Takes the request and never answers."""
        return self.server.tsa('hangs')

    @property
    def tsa_of_another_nonce(self) -> str:
        """Gives whole answers of the trusted authority, to other requests than those it got."""
        return self.server.tsa('other-nonce')

    @property
    def tsa_with_rubbish(self) -> str:
        """Answers 200 with a web page in place of a timestamp."""
        return self.server.tsa('rubbish')

    @property
    def tsa_that_refuses(self) -> str:
        """Answers 503."""
        return self.server.tsa('refuses')

    @property
    def tsa_of_nobody(self) -> str:
        """Nobody listens there."""
        return 'http://127.0.0.1:1/tsa'

    @cached_property
    def token(self) -> SoftToken:
        """A PKCS#11 token with Anna's key and certificate, set up when it is first asked for."""
        return make_token(self.folder / 'softhsm', self.anna)


def make_pki(folder: Path, server: TrustServer) -> Pki:
    """Make keys and certificates in a folder, and let the server serve them. Takes about a second."""
    config = _in_days_from(datetime.combine(datetime.now(UTC), time(), UTC), _read())
    keys = folder / 'keys'
    keys.mkdir()
    files = {label: keys / key['path'] for label, key in config['keysets'][ARCHITECTURE]['keys'].items()}
    make_keys(files.values())
    architecture = server.serve(config, keys).get_pki_arch(ArchLabel(ARCHITECTURE))

    def credential(label: str) -> Credential:
        return _credential(architecture, label, files[label], folder)

    wrong = folder / 'wrong.passphrase'
    wrong.write_text("fel lösenord\n", 'utf-8')
    return Pki(
        folder=folder,
        server=server,
        anna=credential('anna'),
        erik=credential('erik'),
        olle=credential('olle'),
        seal=credential('seal'),
        revoked=credential('revoked'),
        expired=credential('expired'),
        not_yet_valid=credential('not-yet-valid'),
        self_signed=credential('self-signed'),
        untrusted=credential('untrusted'),
        roots=_write_pem(architecture, 'root', folder / 'roots').parent,
        root_der=_write_der(architecture, 'root', folder),
        untrusted_roots=_write_pem(architecture, 'other-root', folder / 'untrusted-roots').parent,
        tsa_certificate=architecture.get_cert(CertLabel('tsa')).dump(),
        intermediates=_write_pem(architecture, 'interm', folder),
        wrong_passphrase_file=wrong,
    )


def _read() -> Any:
    return YAML(typ='safe').load(Path(__file__).with_name('pki.yml'))


def _in_days_from(today: datetime, value: Any) -> Any:
    """The same configuration with dates in place of days."""
    if isinstance(value, dict):
        return {key: _in_days_from(today, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_days_from(today, inner) for inner in value]
    days = _DAYS.fullmatch(value) if isinstance(value, str) else None
    return value if days is None else (today + timedelta(days=int(days[1]))).isoformat()


def _credential(architecture: PKIArchitecture, label: str, key: Path, folder: Path) -> Credential:
    passphrase = f"blåbärssylt åt {label}"
    certificate = architecture.get_cert(CertLabel(label))
    p12, passphrase_file = folder / f'{label}.p12', folder / f'{label}.passphrase'
    p12.write_bytes(architecture.package_pkcs12(CertLabel(label), password=passphrase.encode()))
    passphrase_file.write_text(f'{passphrase}\n', 'utf-8')
    return Credential(
        label=label,
        name=certificate.subject.native['common_name'],
        p12=p12,
        passphrase=passphrase,
        passphrase_file=passphrase_file,
        key=key,
        certificate=_write_pem(architecture, label, folder),
        certificate_der=certificate.dump(),
    )


def _write_pem(architecture: PKIArchitecture, label: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f'{label}.pem'
    file.write_text(ssl.DER_cert_to_PEM_cert(architecture.get_cert(CertLabel(label)).dump()), 'ascii')
    return file


def _write_der(architecture: PKIArchitecture, label: str, folder: Path) -> Path:
    file = folder / f'{label}.cer'
    file.write_bytes(architecture.get_cert(CertLabel(label)).dump())
    return file
