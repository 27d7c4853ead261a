"""The page and the lists for the web: one content, written as HTML, Markdown and plain text."""

from docgen.web.files import web_files
from docgen.web.published import PublishedFile

__all__ = ['PublishedFile', 'web_files']
