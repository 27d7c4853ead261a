"""The build: every step in order, unchanged documents skipped, results put in place all at once."""

from docgen.pipeline.build import build, build_web
from docgen.pipeline.request import BuildReport, BuildRequest, BuiltDocument

__all__ = ['BuildReport', 'BuildRequest', 'BuiltDocument', 'build', 'build_web']
