"""Signed files to try the verdict on, with an authority of their own; made anew for each run."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pki.authority import make_pki
from pki.server import TrustServer
from pki.softtoken import configure
from sign import manipulations, other_signers
from sign.verifying.conftest import make_lab

from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import DocumentVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pki.authority import Pki
    from sign.verifying.conftest import Lab

    from docgen.sign.trust import TrustRoot

SOUND = frozenset((DocumentVerdict.VALID, DocumentVerdict.REVOCATION_UNKNOWN))
"""What a file may be called that is as it was signed."""
_END = re.compile(rb'/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)')


@dataclass(frozen=True)
class Laboratory:
    """Who signs, whom a verifier trusts, a fixed document with its signed copies, and a folder to work in."""

    pki: Pki
    lab: Lab
    trust: list[TrustRoot]
    folder: Path

    @property
    def three(self) -> dict[str, bytes]:
        """The bases of forgeries."""
        return {'partly signed': self.lab.partly, 'fully signed': self.lab.signed, 'by a portal': self.lab.portal}

    def all(self) -> dict[str, bytes]:
        """Those, and one of each way in which other programs sign."""
        ways = {way.__name__: way(manipulations.blank(), self.pki) for way in other_signers.WAYS}
        return {**self.three, **ways}


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """Set everything up, and take it down again."""
    server = TrustServer()
    with tempfile.TemporaryDirectory(prefix='docgen-verdict-', ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / 'pki').mkdir()
        os.environ['SOFTHSM2_CONF'] = str(configure(folder / 'pki/softhsm'))
        try:
            pki = make_pki(folder / 'pki', server)
            yield Laboratory(pki, make_lab(pki, folder / 'lab'), list(load_trust([pki.roots])), folder)
        finally:
            server.close()


def ends(content: bytes) -> list[int]:
    """Where what each signature covers ends."""
    return [int(found[1]) + int(found[2]) for found in _END.finditer(content)]
