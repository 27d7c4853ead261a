"""The workspace: where the files lie, and the data in them."""

from docgen.workspace.load import Loaded, RecordKind, Workspace, load, read, read_wording

__all__ = ['Loaded', 'RecordKind', 'Workspace', 'load', 'read', 'read_wording']
