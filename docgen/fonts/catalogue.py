"""Which file answers a font's name: the workspace's own, then the pinned packages, then what the machine has.

Another font stands in only where the workspace says so.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding
from docgen.fonts import pinned
from docgen.fonts.font_file import FontFile, folded, read_font_files
from docgen.fonts.pinned import BOLD, REGULAR

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDERS = 'DOCGEN_FONT_FOLDERS'
"""The environment variable that names the folders of the machine's fonts in place of the system's own."""
TWINS = {
    'Calibri': ('Carlito',),
    'Cambria': ('Caladea',),
    'Arial': ('Liberation Sans', 'Arimo'),
    'Helvetica': ('Liberation Sans', 'Arimo'),
    'Times New Roman': ('Liberation Serif', 'Tinos'),
    'Courier New': ('Liberation Mono', 'Cousine'),
    'Arial Narrow': ('Liberation Sans Narrow',),
    'Georgia': ('Gelasio',),
}
"""Free fonts whose letters are as wide as those of a font of Microsoft's: the same lines and pages."""
POSTSCRIPT = {
    'ArialMT': 'Arial',
    'TimesNewRomanPSMT': 'Times New Roman',
    'TimesNewRomanPS': 'Times New Roman',
    'CourierNewPSMT': 'Courier New',
    'Times': 'Times New Roman',
}
"""What other programs call Microsoft's fonts in the Word files that they write, and what Word then shows."""
_SIGN_FONTS = (
    'Segoe UI Symbol', 'Apple Symbols', 'DejaVu Sans', 'Liberation Sans', 'Noto Sans Symbols', 'Noto Sans Symbols2',
)  # fmt: skip
_ENDINGS = frozenset(('.ttf', '.otf', '.ttc', '.otc'))
_SEMIBOLD_FROM = 600


@dataclass(frozen=True)
class FontCatalogue:
    """The fonts of a workspace.

    `folder` is its own folder of font files, or None; `stand_ins` says which font stands in for which.
    """

    folder: Path | None = None
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, bool, bool], FontFile | None] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str, *, bold: bool = False, italic: bool = False) -> FontFile | None:
        """The face that a name means in Word; None when no file has it or none that has it may be embedded.

        Args:
            name: as it stands in Word: a family, or one with a third weight, "Source Sans Pro Semibold".
            bold: the bold face of the family.
            italic: the italic one.
        """
        key = name, bold, italic
        if key not in self._found:
            found = self._named_face(name, bold=bold, italic=italic)
            self._found[key] = found if found is not None and found.embeddable else None
        return self._found[key]

    def _named_face(self, name: str, *, bold: bool, italic: bool) -> FontFile | None:
        """The face of the first that is there of the names which a name holds: "Arial;Helvetica", "ArialMT"."""
        names = [each.strip() for each in re.split('[;,]', name) if each.strip()]
        for each in dict.fromkeys((name, *names, *(POSTSCRIPT[one] for one in names if one in POSTSCRIPT))):
            found = self._face(self._meant(each), bold=bold, italic=italic)
            if found is not None:
                return found
        return None

    def with_sign(self, character: str) -> str | None:
        """A font that has a sign which the text's own lacks: a pinned one, or one of those that systems have for it."""
        for name in (*pinned.families(), *_SIGN_FONTS):
            found = self.find(name)
            if found is not None and ord(character) in found.face.characters:
                return name
        return None

    def problem(self, name: str, *, bold: bool = False, italic: bool = False) -> Finding:
        """Why `find` gives None, and the ways out.

        Args:
            name: the font's, as the template has it.
            bold: whether the bold face was asked for.
            italic: whether the italic one was.
        """
        meant = self._meant(name)
        found = self._face(meant, bold=bold, italic=italic)
        if found is not None:
            return Finding(
                'font-not-embeddable',
                f"Teckensnittet ”{meant}” får inte läggas in i en PDF.",
                f"Det säger filen {found.path.name} själv (OS/2 fsType), och i PDF/A måste teckensnittet följa med.",
                "Välj ett annat teckensnitt i mallen, eller skaffa en fil med rätt att bäddas in.",
            )
        if self._face(meant, bold=False, italic=False) is not None:
            how = ' och '.join(word for word, wanted in (("fet", bold), ("kursiv", italic)) if wanted)
            return Finding(
                'font-face-missing',
                f"Teckensnittet ”{meant}” finns inte som {how}.",
                "Konstgjord fet eller kursiv stil ser inte ut som i Word.",
                "Lägg filen för stilen i templates/fonts, eller ta bort stilen i mallen.",
            )
        return _missing(name, meant, self)

    def fingerprint(self) -> list[list[str]]:
        """The hash of each of the workspace's own font files, by name, and what stands in for what."""
        files = dict.fromkeys(each.path for each in self._own)
        return [
            *([path.name, next(each for each in self._own if each.path == path).sha256] for path in files),
            *([name, stand_in] for name, stand_in in sorted(self.stand_ins.items())),
        ]

    def own_characters(self) -> frozenset[int]:
        """Every character that some font file of the workspace's own has."""
        return frozenset[int]().union(*(each.face.characters for each in self._own))

    def _meant(self, name: str) -> str:
        stand_ins = {folded(each): stand_in for each, stand_in in self.stand_ins.items()}
        return stand_ins.get(folded(name), name)

    @cached_property
    def _own(self) -> tuple[FontFile, ...]:
        return _files_below((self.folder,)) if self.folder is not None and self.folder.is_dir() else ()

    def _face(self, name: str, *, bold: bool, italic: bool) -> FontFile | None:
        found = _choose(self._own, name, bold=bold, italic=italic)
        if found is not None or any(folded(name) in each.families for each in self._own):
            return found
        known = pinned.resolve(name)
        if known is not None:
            family, weight = known
            return _pinned_face(pinned.file_of(family, BOLD if bold else weight, italic=italic))
        return _choose(_machine(), name, bold=bold, italic=italic)


def _choose(files: tuple[FontFile, ...], name: str, *, bold: bool, italic: bool) -> FontFile | None:
    """The face of a family that is nearest to 400, or for bold to 700; an upright face never stands for an italic."""
    wanted = BOLD if bold else REGULAR
    family = [each for each in files if folded(name) in each.families and each.italic == italic]
    if bold:
        family = [each for each in family if each.weight >= _SEMIBOLD_FROM]
    return min(family, key=lambda each: (abs(each.weight - wanted), str(each.path)), default=None)


@cache
def _pinned_face(path: Path) -> FontFile:
    return read_font_files(path)[0]


def _machine() -> tuple[FontFile, ...]:
    return _files_below(machine_folders())


@cache
def _files_below(folders: tuple[Path, ...]) -> tuple[FontFile, ...]:
    paths = {
        Path(place, name): None
        for folder in folders
        for place, _, names in os.walk(folder)
        for name in names
        if os.path.splitext(name)[1].lower() in _ENDINGS  # noqa: PTH122
    }
    return tuple(face for path in sorted(paths) for face in read_font_files(path))


def machine_folders() -> tuple[Path, ...]:
    """Where the system and the user have their fonts, or what DOCGEN_FONT_FOLDERS says (separated as in PATH)."""
    chosen = os.environ.get(FOLDERS)
    if chosen is not None:
        return tuple(Path(each) for each in chosen.split(os.pathsep) if each)
    home = Path.home()
    if sys.platform == 'win32':
        local = os.environ.get('LOCALAPPDATA', '')
        return (
            Path(os.environ.get('WINDIR', r'C:\Windows'), 'Fonts'),
            *((Path(local, 'Microsoft', 'Windows', 'Fonts'),) if local else ()),
        )
    if sys.platform == 'darwin':
        return (Path('/System/Library/Fonts'), Path('/Library/Fonts'), home / 'Library' / 'Fonts')
    return (Path('/usr/share/fonts'), Path('/usr/local/share/fonts'), home / '.local/share/fonts', home / '.fonts')


def _missing(name: str, meant: str, catalogue: FontCatalogue) -> Finding:
    why = "Ett ersatt teckensnitt ändrar rader och sidor, därför byts det aldrig ut i tysthet."
    if meant != name:
        what = f"Teckensnittet ”{meant}”, som ska stå i stället för ”{name}”, finns inte på den här datorn."
        return Finding('font-missing', what, why, "Lägg filerna i templates/fonts, eller rätta fonts i workspace.yaml.")
    what = f"Teckensnittet ”{name}” finns inte på den här datorn."
    ways = ["Lägg filerna i templates/fonts"]
    twins = next((twins for known, twins in TWINS.items() if folded(known) == folded(name)), ())
    if twins:
        there = next((twin for twin in twins if catalogue.find(twin) is not None), '')
        advice = f"skriv fonts: {{{name}: {there or twins[0]}}} i data/workspace.yaml; det har samma bredder"
        ways.append(advice + ("" if there else " men måste först installeras"))
    ways.append(f"välj något av {', '.join(pinned.families())} i mallens formatmallar")
    return Finding('font-missing', what, why, ", eller ".join(ways) + ".")
