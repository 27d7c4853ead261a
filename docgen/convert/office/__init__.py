"""Engine `libreoffice`: any Word file, laid out by an installed LibreOffice that works in a profile of our own."""

from docgen.convert.office.engine import LibreOfficeConverter
from docgen.convert.office.program import find_program, install_command, version

__all__ = ['LibreOfficeConverter', 'find_program', 'install_command', 'version']
