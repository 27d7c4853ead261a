"""From rendered Word files to PDF: the protocol of the engines, the embedded engine, and LibreOffice by choice."""

from __future__ import annotations

from docgen.engines.protocol import Anchor, Converted, Converter, Source
from docgen.engines.registry import converter, engines

__all__ = ['Anchor', 'Converted', 'Converter', 'Source', 'converter', 'engines']
