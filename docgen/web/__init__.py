"""The page and the lists for the web: one content, written as HTML, Markdown and plain text."""

from docgen.web.blocks import PublishedFile
from docgen.web.list_content import Files
from docgen.web.web_files import FollowUpPage, load_page_templates, web_files

__all__ = ['Files', 'FollowUpPage', 'PublishedFile', 'load_page_templates', 'web_files']
