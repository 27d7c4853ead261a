"""`pki`: certificates, tokens and trust services for every test that signs or verifies. See `Pki` for what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pki.authority import Pki


@pytest.fixture(scope='session')
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    """The test PKI, set up once for all tests; its services listen on loopback. Read only."""
    from pki.authority import make_pki
    from pki.server import TrustServer
    from pki.softtoken import configure

    folder = tmp_path_factory.mktemp('pki')
    server = TrustServer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('SOFTHSM2_CONF', str(configure(folder / 'softhsm')))
        try:
            yield make_pki(folder, server)
        finally:
            server.close()
