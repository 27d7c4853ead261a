"""The page and the lists for the web: one content, written as HTML, Markdown and plain text."""

from docgen.web.blocks import PublishedFile
from docgen.web.web_files import web_files

__all__ = ['PublishedFile', 'web_files']
