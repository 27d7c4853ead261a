"""Run eark-validator without a network, by the Python of its own environment: one line of JSON for each package named.

When it is imported, eark-validator fetches four vocabularies of the DILCIS Board. Its wheel carries the same files and
leaves them unused; they are what it gets here.
"""

from __future__ import annotations

import sys
import urllib.request
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, cast


def _in_the_wheel(address: str) -> BinaryIO:
    name = address.rpartition('/')[2]
    return cast('BinaryIO', (files('eark_validator') / 'ipxml/resources/vocabs' / name).open('rb'))


def main() -> None:
    urllib.request.urlopen = _in_the_wheel  # type: ignore[assignment]
    from eark_validator.packages import PackageValidator  # type: ignore[import-not-found]

    for name in sys.argv[1:]:
        report = PackageValidator(Path(name)).validation_report
        sys.stdout.write(f'{report.model_dump_json()}\n')


if __name__ == '__main__':
    main()
