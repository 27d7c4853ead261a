"""A PKCS#11 token in software (SoftHSM2) that holds one person's key and certificate, as a smart card does."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pki.credential import Credential

_CONFIGURATION = 'SOFTHSM2_CONF'  # the variable by which the library finds its tokens
# Debian puts the library under the architecture's folder, and links to it from the first of these.
_PLACES = (
    '/usr/lib/softhsm',
    '/usr/lib/*/softhsm',
    '/usr/lib64/pkcs11',
    '/usr/local/lib/softhsm',
)


@dataclass(frozen=True)
class SoftToken:
    """A token that is ready to sign with. `SOFTHSM2_CONF` is set, for this process and those that it starts."""

    library: Path
    label: str
    pin: str
    pin_file: Path
    wrong_pin_file: Path
    key_label: str
    """The label of both the key and the certificate on the token."""
    owner: Credential


def find_library() -> Path:
    """Where SoftHSM2's library lies; the test fails if it is nowhere."""
    for place in _PLACES:
        for found in sorted(Path('/').glob(f'{place[1:]}/libsofthsm2.so')):
            return found
    pytest.fail('SoftHSM2 is not installed: make packages')


def configure(folder: Path) -> Path:
    """Write SoftHSM2's configuration, so that its tokens lie in the folder. The value that `SOFTHSM2_CONF` needs."""
    tokens = folder / 'tokens'
    tokens.mkdir(parents=True)
    file = folder / 'softhsm2.conf'
    file.write_text(f'directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n', 'utf-8')
    return file


def make_token(folder: Path, owner: Credential) -> SoftToken:
    """Set up a token with the owner's key and certificate. `SOFTHSM2_CONF` must be set to what `configure` gave."""
    assert os.environ[_CONFIGURATION] == str(folder / 'softhsm2.conf')
    library, pin, label = find_library(), '642108', 'Tjänstekort'
    _softhsm('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '13572468')
    key = ('--import', str(owner.key), '--label', owner.label, '--id', 'a1')
    _softhsm(*key, '--token', label, '--pin', pin)
    _write_certificate(library, label, pin, owner)
    (folder / 'pin').write_text(f'{pin}\n', 'utf-8')
    (folder / 'wrong-pin').write_text('000000\n', 'utf-8')
    return SoftToken(library, label, pin, folder / 'pin', folder / 'wrong-pin', owner.label, owner)


def _softhsm(*arguments: str) -> None:
    program = shutil.which('softhsm2-util')
    if program is None:
        pytest.fail('SoftHSM2 is not installed: make packages')
    done = subprocess.run([program, *arguments], capture_output=True, encoding='utf-8', check=False, timeout=300)
    assert done.returncode == 0, done.stderr


def _write_certificate(library: Path, label: str, pin: str, owner: Credential) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    token = pkcs11.lib(str(library)).get_token(token_label=label)
    with token.open(rw=True, user_pin=pin) as session:
        session.create_object(
            {
                **decode_x509_certificate(owner.certificate_der),
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: owner.label,
                pkcs11.Attribute.ID: bytes.fromhex('a1'),
            }
        )
