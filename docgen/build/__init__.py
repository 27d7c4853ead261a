"""The build: every step in order, unchanged documents skipped, results put in place all at once."""

from docgen.build.request import BuildReport, BuildRequest, BuiltDocument
from docgen.build.run import build, build_web

__all__ = ['BuildReport', 'BuildRequest', 'BuiltDocument', 'build', 'build_web']
