"""The copy of a Word file that LibreOffice gets: what it would lay out otherwise than Word, written out in full."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from docgen.engines.libreoffice.bullets import write_out_bullets
from docgen.engines.libreoffice.link_styles import style_links

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.word import WordPackage


def write_prepared(package: WordPackage, target: Path) -> None:
    """Write the package's file with its changes, or as it is when there is nothing to change.

    The package's trees are changed and must not be used for anything else afterwards.
    """
    changed = style_links(package) | write_out_bullets(package)
    if not changed:
        shutil.copyfile(package.path, target)
        return
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            written = (
                etree.tostring(package.trees[name], encoding='UTF-8', standalone=True) if name in changed else data
            )
            archive.writestr(name, written)
