"""`pki`: certificates, tokens and trust services for every test that signs or verifies. See `Pki` for what it gives."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pki.authority import Pki


@pytest.fixture(scope='session')
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    """The test PKI, set up once for all tests; its services listen on loopback. Read only.

    A key of RSA is looked through whenever it is loaded, thrice a signature: here once, a tenth of a second less each.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pki.authority import make_pki
    from pki.server import TrustServer
    from pki.softtoken import configure

    folder = tmp_path_factory.mktemp('pki')
    server = TrustServer()
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((serialization, 'load_der_private_key'), (pkcs12, 'load_key_and_certificates')):
            patch.setattr(module, name, functools.cache(getattr(module, name)))
        patch.setenv('SOFTHSM2_CONF', str(configure(folder / 'softhsm')))
        try:
            yield make_pki(folder, server)
        finally:
            server.close()
