"""The workspace: where the files lie, and the data in them."""

from docgen.workspace.load import RecordKind, Workspace, find_root, load

__all__ = ['RecordKind', 'Workspace', 'find_root', 'load']
