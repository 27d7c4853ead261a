"""What was measured on and with: cores, system, versions."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version

_LIBRARIES = ('docgen', 'docxtpl', 'typst', 'pikepdf', 'reportlab', 'pypdf')


def machine(soffice: str | None) -> list[str]:
    """Say what the figures hold for; never which machine it is."""
    system = 'Linux'
    try:
        system = platform.freedesktop_os_release()['PRETTY_NAME']
    except (OSError, KeyError):
        system = f'{platform.system()} {platform.release()}'
    versions = ', '.join(f'{name} {version(name)}' for name in _LIBRARIES)
    return [
        f'{os.cpu_count()} cores, {system}, {platform.machine()}; load before: {_load()}',
        f'Python {platform.python_version()}, {versions}',
        _office(soffice),
    ]


def _load() -> str:
    return f'{os.getloadavg()[0]:.1f}' if hasattr(os, 'getloadavg') else 'unknown'


def _office(soffice: str | None) -> str:
    if soffice is None:
        return 'no LibreOffice'
    said = subprocess.run([soffice, '--version'], capture_output=True, text=True, check=False).stdout.split()
    return ' '.join(said[:2]) or 'LibreOffice of unknown version'
