"""From one set of data to signable, accessible, archivable agreement documents."""

__version__ = '0.1.0'
