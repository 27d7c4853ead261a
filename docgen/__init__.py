"""From one set of data to signable, accessible, archivable agreement documents: the public Python API.

    from pathlib import Path
    import docgen

    report = docgen.build(docgen.BuildRequest(Path('.')))

Each function takes a request, gives a report, and raises a `DocgenError` with findings when something must be mended
first. What `__all__` names is public and described in docs/api.md; everything else may change without notice. A name is
imported when it is first used, so that `import docgen` costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.archive.package import ArchiveReport, ArchiveRequest, archive
    from docgen.changes.edited_word import EditedWordReport, compare_word, write_changes
    from docgen.changes.period_diff import DiffRequest, PeriodDiff, diff
    from docgen.errors import (
        DocgenError,
        ExitCode,
        Finding,
        FindingsError,
        JudgementError,
        Place,
        RefusedError,
        Severity,
        SignatureError,
        ToolError,
        UsageError,
    )
    from docgen.pipeline.build import build
    from docgen.pipeline.check_all import CheckReport, check
    from docgen.pipeline.request import BuildReport, BuildRequest
    from docgen.sign.fixing.fix import FixReport, FixRequest, fix
    from docgen.sign.levels import Level
    from docgen.sign.publishing.publish import PublishReport, PublishRequest, publish
    from docgen.sign.receiving.receive import ReceiveReport, ReceiveRequest, receive
    from docgen.sign.receiving.scan import ScanReport, ScanRequest, receive_scan
    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
    from docgen.sign.signing.signing import SignReport, SignRequest, sign
    from docgen.sign.status import StatusReport, StatusRequest, status
    from docgen.sign.verifying.verdicts import DocumentVerdict, SignatureVerdict
    from docgen.sign.verifying.verify_request import VerifyReport, VerifyRequest
    from docgen.sign.verifying.verify_request import verify_request as verify
    from docgen.starter.next_period import NextReport, NextRequest, next_period, planned_next
    from docgen.tables.exchange import TableKind, TableReport, TableRequest, apply_table, export_table, read_table

__version__ = '0.1.0'
__all__ = [
    'ArchiveReport',
    'ArchiveRequest',
    'BuildReport',
    'BuildRequest',
    'CardInReader',
    'CertificateFile',
    'CheckReport',
    'DiffRequest',
    'DocgenError',
    'DocumentVerdict',
    'EditedWordReport',
    'ExitCode',
    'Finding',
    'FindingsError',
    'FixReport',
    'FixRequest',
    'JudgementError',
    'Level',
    'NextReport',
    'NextRequest',
    'PeriodDiff',
    'Place',
    'PublishReport',
    'PublishRequest',
    'ReceiveReport',
    'ReceiveRequest',
    'RefusedError',
    'ScanReport',
    'ScanRequest',
    'Severity',
    'SignReport',
    'SignRequest',
    'SignatureError',
    'SignatureVerdict',
    'StatusReport',
    'StatusRequest',
    'TableKind',
    'TableReport',
    'TableRequest',
    'ToolError',
    'UsageError',
    'VerifyReport',
    'VerifyRequest',
    '__version__',
    'apply_table',
    'archive',
    'build',
    'check',
    'compare_word',
    'diff',
    'export_table',
    'fix',
    'next_period',
    'planned_next',
    'publish',
    'read_table',
    'receive',
    'receive_scan',
    'sign',
    'status',
    'verify',
    'write_changes',
]
_PLACES = {
    'docgen.archive.package': ('ArchiveReport', 'ArchiveRequest', 'archive'),
    'docgen.changes.edited_word': ('EditedWordReport', 'compare_word', 'write_changes'),
    'docgen.changes.period_diff': ('DiffRequest', 'PeriodDiff', 'diff'),
    'docgen.errors': (
        'DocgenError', 'ExitCode', 'Finding', 'FindingsError', 'JudgementError', 'Place', 'RefusedError', 'Severity',
        'SignatureError', 'ToolError', 'UsageError',
    ),
    'docgen.pipeline.build': ('build',),
    'docgen.pipeline.check_all': ('CheckReport', 'check'),
    'docgen.pipeline.request': ('BuildReport', 'BuildRequest'),
    'docgen.sign.fixing.fix': ('FixReport', 'FixRequest', 'fix'),
    'docgen.sign.levels': ('Level',),
    'docgen.sign.publishing.publish': ('PublishReport', 'PublishRequest', 'publish'),
    'docgen.sign.receiving.receive': ('ReceiveReport', 'ReceiveRequest', 'receive'),
    'docgen.sign.receiving.scan': ('ScanReport', 'ScanRequest', 'receive_scan'),
    'docgen.sign.signing.credential_kinds': ('CardInReader', 'CertificateFile'),
    'docgen.sign.signing.signing': ('SignReport', 'SignRequest', 'sign'),
    'docgen.sign.status': ('StatusReport', 'StatusRequest', 'status'),
    'docgen.sign.verifying.verdicts': ('DocumentVerdict', 'SignatureVerdict'),
    'docgen.sign.verifying.verify_request': ('VerifyReport', 'VerifyRequest', 'verify'),
    'docgen.starter.next_period': ('NextReport', 'NextRequest', 'next_period', 'planned_next'),
    'docgen.tables.exchange': ('TableKind', 'TableReport', 'TableRequest', 'apply_table', 'export_table', 'read_table'),
}  # fmt: skip
_MODULES = {name: module for module, names in _PLACES.items() for name in names}
_NAMES_THERE = {'verify': 'verify_request'}
"""Where a public name is another in its own module."""


class _Package(ModuleType):
    """Keeps the functions `sign` and `archive` apart from the rooms of the same names.

    When Python has loaded `docgen/sign/`, it sets that module as the attribute `sign` of this one.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f'docgen has no public {name!r}; docs/api.md names what there is')
        value = getattr(importlib.import_module(_MODULES[name]), _NAMES_THERE.get(name, name))
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _MODULES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
