"""Where LibreOffice is, which version it is, and the command that installs it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from docgen import programs
from docgen.errors import Finding, ToolError

OVERRIDE = 'DOCGEN_SOFFICE'
"""The environment variable that names the program, before any other place is looked in."""
_NAMES = ('soffice', 'libreoffice', 'soffice.com')
_USUAL = {
    'win32': (
        r'%ProgramFiles%\LibreOffice\program\soffice.com',
        r'%ProgramFiles(x86)%\LibreOffice\program\soffice.com',
        r'%LocalAppData%\Programs\LibreOffice\program\soffice.com',
    ),
    'darwin': (
        '/Applications/LibreOffice.app/Contents/MacOS/soffice',
        '~/Applications/LibreOffice.app/Contents/MacOS/soffice',
    ),
    'linux': (
        '/usr/lib/libreoffice/program/soffice',
        '/usr/lib64/libreoffice/program/soffice',
        '/snap/bin/libreoffice',
    ),
}
_INSTALL = {
    'win32': 'winget install TheDocumentFoundation.LibreOffice',
    'darwin': 'brew install --cask libreoffice',
    'linux': 'sudo apt-get install --no-install-recommends libreoffice-writer-nogui',
}
_VERSION_TIMEOUT = 20
_VERSION_LENGTH = 10_000


def install_command() -> str:
    """The command that installs LibreOffice on this kind of system."""
    return _INSTALL.get(sys.platform, _INSTALL['linux'])


def find_program() -> Path:
    """The program, from `DOCGEN_SOFFICE`, the search path or its usual places.

    Raises:
        ToolError: `libreoffice-missing`.
    """
    chosen = os.environ.get(OVERRIDE, '')
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise _missing(f"Miljövariabeln {OVERRIDE} pekar på {chosen}, som inte finns eller inte går att köra.")
        return Path(found)
    candidates = (shutil.which(name) for name in _NAMES)
    usual = (os.path.expanduser(os.path.expandvars(each)) for each in _USUAL.get(sys.platform, ()))  # noqa: PTH111
    for candidate in (*candidates, *map(shutil.which, usual)):
        if candidate is not None:
            return Path(candidate)
    raise _missing("LibreOffice finns inte på datorn.")


def version(program: Path) -> str:
    """The version as the program tells it, such as "7.4.7.2"; '' when it does not answer."""
    try:
        answer = programs.run([program, '--version'], timeout=_VERSION_TIMEOUT, output_limit=_VERSION_LENGTH)
    except OSError:
        return ''
    words = answer.output.decode('utf-8', errors='replace').split()
    return words[1] if len(words) > 1 and words[0] == 'LibreOffice' else ''


def _missing(what: str) -> ToolError:
    return ToolError(
        Finding(
            'libreoffice-missing',
            what,
            "Arbetsytan eller kommandot väljer engine: libreoffice, och den motorn behöver programmet.",
            f"Installera det med: {install_command()} eller välj engine: typst, som inte behöver något program.",
        )
    )
