"""From rendered Word files to PDF: the protocol of the engines, and the embedded engine's translator."""

from __future__ import annotations

from docgen.convert.protocol import Anchor, Converted, Converter, Source, converter, engines

__all__ = ['Anchor', 'Converted', 'Converter', 'Source', 'converter', 'engines']
