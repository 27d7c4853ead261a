"""From a template and a context to a filled .docx. The only room that knows docxtpl."""

from docgen.render.template import DocumentProperties, check_template, fill

__all__ = ['DocumentProperties', 'check_template', 'fill']
