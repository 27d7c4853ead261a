"""What a PDF is, whoever made it: `inspect` gives the facts, `inspection_text` says them in plain Swedish."""

from docgen.pdf.inspect.inspection import Inspection, inspect

__all__ = ['Inspection', 'inspect']
