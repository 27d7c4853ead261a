"""A new workspace for a municipality: templates, and data with all that is the municipality's to write left open."""

from docgen.starter.new_workspace import Started, create
from docgen.starter.workspace_files import NewWorkspace

__all__ = ['NewWorkspace', 'Started', 'create']
