"""A new workspace for a municipality: templates, and data with all that is the municipality's to write left open."""

from docgen.starter.create import Started, create
from docgen.starter.data_files import Wish

__all__ = ['Started', 'Wish', 'create']
