"""A LibreOffice profile of our own: nothing is fetched, no macro of a document runs, and our macro is there."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MACRO = 'macro:///Standard.Docgen.Main'
"""The address that starts our macro."""
_OOR = 'http://openoffice.org/2001/registry'
_LIBRARY = 'http://openoffice.org/2000/library'
_SCRIPT = 'http://openoffice.org/2000/script'
_XLINK = 'http://www.w3.org/1999/xlink'
_OOO = '-//OpenOffice.org//DTD OfficeDocument 1.0//EN'

_SETTINGS = (
    # Without this the first start would put the installation's own macro library in place of ours.
    ('/org.openoffice.Setup/Office', 'ooSetupInstCompleted', 'true'),
    # Pictures by address are neither fetched nor read from the disk.
    ('/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
    # Macros in documents never run: 3 is "very high", for macros of trusted places only.
    ('/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'),
    ('/org.openoffice.Office.Writer/Content/Update', 'Link', '0'),
    ('/org.openoffice.Office.Recovery/RecoveryInfo', 'Enabled', 'false'),
    ('/org.openoffice.Office.Recovery/AutoSave', 'Enabled', 'false'),
    ('/org.openoffice.Office.Java/VirtualMachine', 'Enable', 'false'),
    ('/org.openoffice.Office.Common/Misc', 'CrashReport', 'false'),
)


def write_profile(folder: Path) -> None:
    """Make the profile in an empty or missing folder."""
    library = folder / 'user' / 'basic' / 'Standard'
    library.mkdir(parents=True)
    _write(folder / 'user' / 'registrymodifications.xcu', _registry(), '')
    _write(
        library.parent / 'script.xlc',
        _libraries(),
        f'<!DOCTYPE library:libraries PUBLIC "{_OOO}" "libraries.dtd">',
    )
    _write(library / 'script.xlb', _library(), f'<!DOCTYPE library:library PUBLIC "{_OOO}" "library.dtd">')
    _write(library / 'Docgen.xba', _module(), f'<!DOCTYPE script:module PUBLIC "{_OOO}" "module.dtd">')


@dataclass(frozen=True)
class FontsInSight:
    """The one folder of fonts that a run may use, and which font stands in for which."""

    folder: Path
    stand_ins: Mapping[str, str]


def write_font_settings(file: Path, fonts: FontsInSight, cache: Path) -> None:
    """Write a fontconfig file that knows these fonts and nothing else of the system.

    Args:
        file: where to write.
        fonts: the fonts that the run may use.
        cache: a folder for what fontconfig works out.
    """
    root = etree.Element('fontconfig')
    etree.SubElement(root, 'dir').text = str(fonts.folder)
    etree.SubElement(root, 'cachedir').text = str(cache)
    for name, stand_in in sorted(fonts.stand_ins.items()):
        alias = etree.SubElement(root, 'alias', binding='same')
        etree.SubElement(alias, 'family').text = name
        etree.SubElement(etree.SubElement(alias, 'prefer'), 'family').text = stand_in
    _write(file, root, '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">')


def _registry() -> etree._Element:
    items = etree.Element(f'{{{_OOR}}}items', nsmap={'oor': _OOR})
    for path, name, value in _SETTINGS:
        item = etree.SubElement(items, 'item', {f'{{{_OOR}}}path': path})
        prop = etree.SubElement(item, 'prop', {f'{{{_OOR}}}name': name, f'{{{_OOR}}}op': 'fuse'})
        etree.SubElement(prop, 'value').text = value
    return items


def _libraries() -> etree._Element:
    root = etree.Element(f'{{{_LIBRARY}}}libraries', nsmap={'library': _LIBRARY, 'xlink': _XLINK})
    etree.SubElement(
        root,
        f'{{{_LIBRARY}}}library',
        {
            f'{{{_LIBRARY}}}name': 'Standard',
            f'{{{_XLINK}}}href': '$(USER)/basic/Standard/script.xlb/',
            f'{{{_XLINK}}}type': 'simple',
            f'{{{_LIBRARY}}}link': 'false',
        },
    )
    return root


def _library() -> etree._Element:
    root = etree.Element(
        f'{{{_LIBRARY}}}library',
        {
            f'{{{_LIBRARY}}}name': 'Standard',
            f'{{{_LIBRARY}}}readonly': 'false',
            f'{{{_LIBRARY}}}passwordprotected': 'false',
        },
        nsmap={'library': _LIBRARY},
    )
    etree.SubElement(root, f'{{{_LIBRARY}}}element', {f'{{{_LIBRARY}}}name': 'Docgen'})
    return root


def _module() -> etree._Element:
    root = etree.Element(
        f'{{{_SCRIPT}}}module',
        {f'{{{_SCRIPT}}}name': 'Docgen', f'{{{_SCRIPT}}}language': 'StarBasic'},
        nsmap={'script': _SCRIPT},
    )
    root.text = files('docgen.engines.libreoffice').joinpath('docgen.bas').read_text('utf-8')
    return root


def _write(file: Path, root: etree._Element, doctype: str) -> None:
    body = etree.tostring(root, encoding='UTF-8')
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f'{doctype}\n' if doctype else '')
    file.write_bytes(head.encode() + bytes(body))
