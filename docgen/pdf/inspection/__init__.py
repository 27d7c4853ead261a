"""What a PDF is, whoever made it: `inspect` gives the facts, `telling` says them in plain Swedish."""

from docgen.pdf.inspection.inspect import Inspection, inspect

__all__ = ['Inspection', 'inspect']
