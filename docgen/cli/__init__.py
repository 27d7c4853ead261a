"""The command line: options, one call into the library, sentences and exit codes."""

from docgen.cli.group import main

__all__ = ['main']
