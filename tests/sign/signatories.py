"""The words of `docgen sign` for those of the test PKI, and a workspace that trusts their issuer."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from pki.credential import Credential
    from workbench import Workbench

DOCUMENT = 'medborgarlofte-strangnas-2021.pdf'
NAME = 'medborgarlofte-strangnas-2021-v1.pdf'


def trusting(workbench: Workbench, pki: Pki) -> Workbench:
    """Lay the root's certificate in the workspace's `data/trust`."""
    folder = workbench.root / 'data/trust'
    folder.mkdir(exist_ok=True)
    for root in pki.roots.iterdir():
        shutil.copy(root, folder)
    return workbench


def by(credential: Credential, *more: str) -> tuple[str, ...]:
    """The options that sign with a certificate file."""
    return '--p12', str(credential.p12), '--passphrase-file', str(credential.passphrase_file), '--other-day', *more


def signed_file(workbench: Workbench, period: str = '2021', name: str = NAME) -> Path:
    """Where the signed file of a period lies."""
    return workbench.output / period / 'signed' / name


def events(workbench: Workbench, period: str = '2021') -> list[dict[str, Any]]:
    """The events of a period's record."""
    found: list[dict[str, Any]] = json.loads((workbench.output / period / 'record.json').read_text('utf-8'))['events']
    return found
