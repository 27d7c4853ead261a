"""A signature set down in the record with a few bytes in place of a real one: for tests of what comes after signing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docgen.records.event_details import PenSignature, Published, Scanned, Signed
from docgen.records.events import NewEvent
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signable_version import signable
from docgen.records.version_history import version_name

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

PROMISE = 'medborgarlofte-strangnas-2021.pdf'
SHORT = 'medborgarlofte-strangnas-2021-kort.pdf'


def sign_as(workbench: Workbench, role: str) -> Path:
    """Let a signatory of the promise 2021 sign its latest version, and give the signed file."""
    signing = signable(workbench.output, '2021', PROMISE)
    name = f'{SIGNED_FOLDER}/{version_name(PROMISE, signing.history.version)}'
    file = workbench.root / 'signed.pdf'
    file.write_bytes(signing.path.read_bytes() + f'% {role}\n'.encode())
    slot = next(each for each in signing.history.slots if each.role == role)
    details = Signed(role=role, field=slot.field, name=slot.name, time='2021-03-11T13:05:00+01:00')
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    event = NewEvent(PROMISE, signing.history.version, name, sha256, details)
    update_period(
        workbench.output, '2021', {name: file}, [event], expected={signing.name: signing.history.current.sha256}
    )
    file.unlink()
    return workbench.output / '2021' / name


def publish(workbench: Workbench, document: str) -> None:
    """Set down that a document's latest version is published."""
    from docgen.records.signable_version import fixed_document

    current = fixed_document(workbench.output, '2021', document)
    name = f'public/{document}'
    fixed = current.history.fixed_from
    day, size = '2021-04-28', current.path.stat().st_size
    details = Published(bytes=size, pages=fixed.pages, title=fixed.title, published_on=day)
    sha256 = current.history.current.sha256
    event = NewEvent(document, current.history.version, name, sha256, details)
    update_period(workbench.output, '2021', {name: current.path}, [event], expected={})


def sign_on_paper(workbench: Workbench, day: str, *roles: str) -> None:
    """Set down that a scan of the promise 2021, signed by pen, is stored."""
    current = signable(workbench.output, '2021', PROMISE)
    name = f'{SIGNED_FOLDER}/{version_name(PROMISE, current.history.version).replace(".pdf", "-skannad.pdf")}'
    details = Scanned(signatories=tuple(PenSignature(role=role, date=day) for role in roles), signed_on=day)
    event = NewEvent(PROMISE, current.history.version, name, current.history.current.sha256, details)
    update_period(workbench.output, '2021', {name: current.path}, [event], expected={})
