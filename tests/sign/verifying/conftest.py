"""A small promise that two have signed, in the ways that it can come about: what is manipulated, and judged."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from sign import portal
from sign.conftest import copied
from sign.signatories import by

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki

_ONE = "  - party: lillby\n    role: kommunen\n    name: Maja Påhittad\n    title: kommunchef\n"
_BOTH = (
    "  - party: lillby\n    role: kommunen\n    name: Anna Exempel\n    title: kommunchef\n"
    "  - party: polisen\n    role: polisen\n    name: Erik Provsson\n    title: lokalpolisområdeschef\n"
)
STEM = 'medborgarlofte-lillby-2024-v1'
OURS = {
    'anna': 'Underskrift-kommunen',
    'erik': 'Underskrift-polisen',
    **dict.fromkeys(
        ('olle', 'revoked', 'expired', 'not-yet-valid', 'self-signed', 'untrusted'), 'Underskrift-kommunen'
    ),
}


@dataclass(frozen=True)
class Lab:
    """A small promise, fixed, and a copy of it that Anna and Erik have signed with B-LTA."""

    workbench: Workbench
    """Where it is fixed, so that it is known who should sign; its record knows of no signature."""
    pki: Pki
    signed: bytes
    signed_by_anna: bytes

    @property
    def fixed(self) -> bytes:
        return (self.workbench.output / f'2024/fixed/{STEM}.pdf').read_bytes()

    @property
    def partly(self) -> bytes:
        """Signed by Anna alone, with B-LTA."""
        return self.signed_by_anna

    @property
    def portal(self) -> bytes:
        """Written anew by a portal and signed there by both."""
        return portal.signed(portal.rewritten(self.fixed), self.pki.anna, self.pki.erik)

    def by(self, person: str, *, tsa_url: str | None = None) -> bytes:
        """Signed for the municipality by this one, and by Erik for the police."""
        return portal.signed(self.fixed, getattr(self.pki, person), self.pki.erik, ours=OURS, tsa_url=tsa_url)


@pytest.fixture(scope='session')
def lab(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return make_lab(pki, tmp_path_factory.mktemp('lab'))


def make_lab(pki: Pki, folder: Path) -> Lab:
    """Fix the promise in a new workspace below a folder, and have a copy signed."""
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', folder / 'workspace')
    workbench.replace('promises/2024.yaml', _ONE, _BOTH)
    shutil.copytree(pki.roots, workbench.root / 'data/trust')
    answer = workbench.run('fix', '2024')
    assert answer.code == 0, answer.err
    signing = copied(workbench, workbench.root.with_name('signing'))
    states = []
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        answer = signing.run('sign', '2024', '--as', role, *by(person, '--tsa', pki.tsa_url))
        assert answer.code == 0, answer.err
        states.append((signing.output / f'2024/signed/{STEM}.pdf').read_bytes())
    return Lab(workbench, pki, states[1], states[0])
