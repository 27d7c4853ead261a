"""Which documented messages a run of the tests came by, for whoever wants to know which ones none did.

    DOCGEN_TOLD=/tmp/told make test
    python tests/told.py /tmp/told

Processes that tests start by command are not listened to, but for those that the tests themselves fork.
"""

from __future__ import annotations

import atexit
import os
import re
import sys
from pathlib import Path
from typing import Any

VARIABLE = 'DOCGEN_TOLD'


def listen() -> None:
    """Note the id of every finding that is made in this process, where the variable names a file."""
    if VARIABLE not in os.environ:
        return
    from docgen.errors import Finding

    told: set[str] = set()
    make = Finding.__init__

    def noted(self: Finding, *values: Any, **named: Any) -> None:
        make(self, *values, **named)
        told.add(self.id)

    def write() -> None:
        with Path(os.environ[VARIABLE]).open('a', encoding='ascii') as file:
            file.writelines(f'{each}\n' for each in sorted(told))

    Finding.__init__ = noted  # type: ignore[method-assign]
    atexit.register(write)


def main() -> int:
    """Print the ids of docs/messages.md that are not in a file, and their number."""
    page = Path(__file__).parents[1] / 'docs/messages.md'
    documented = set(re.findall(r'^\| `([a-z0-9-]+)` \|', page.read_text('utf-8'), re.MULTILINE))
    silent = sorted(documented - set(Path(sys.argv[1]).read_text('ascii').split()))
    sys.stdout.write(''.join(f'{each}\n' for each in silent))
    sys.stdout.write(f'{len(silent)} of {len(documented)} were not told\n')
    return 0


if __name__ == '__main__':
    sys.exit(main())
