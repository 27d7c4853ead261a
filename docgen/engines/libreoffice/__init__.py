"""Engine `libreoffice`: any Word file, laid out by an installed LibreOffice that works in a profile of our own."""

from docgen.engines.libreoffice.engine import LibreOfficeConverter
from docgen.engines.libreoffice.installation import find_program, install_command, version

__all__ = ['LibreOfficeConverter', 'find_program', 'install_command', 'version']
