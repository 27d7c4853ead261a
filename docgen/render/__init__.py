"""From a template and a context to a filled .docx. The only room that knows docxtpl."""

from docgen.render.template import DocumentProperties, fill
from docgen.render.template_faults import check_template

__all__ = ['DocumentProperties', 'check_template', 'fill']
