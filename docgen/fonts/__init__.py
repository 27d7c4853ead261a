"""The fonts a document may use: which file answers a font's name, and whether it may be embedded."""

from docgen.fonts.catalogue import TWINS, FontCatalogue
from docgen.fonts.font_file import Face, FontFile, single_face_file
from docgen.fonts.outlines import advance, outline
from docgen.fonts.pinned import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    face,
    families,
    file_of,
    files,
    fingerprint,
    folder,
    folder_of,
    missing,
    resolve,
    ttf,
)

__all__ = [
    'BOLD',
    'REGULAR',
    'SEMIBOLD',
    'TWINS',
    'Face',
    'FontCatalogue',
    'FontFile',
    'advance',
    'face',
    'families',
    'file_of',
    'files',
    'fingerprint',
    'folder',
    'folder_of',
    'missing',
    'outline',
    'resolve',
    'single_face_file',
    'ttf',
]
