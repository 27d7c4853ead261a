"""Text of a YAML file that would be lost or spoilt without anybody seeing it.

A comment begins with a number sign after a space, so `title: Kontroll #1 varje dygn` is only "Kontroll". After a value
on the same line a comment is taken for one where it stands two spaces away, with a space after the number sign, and
the value before it looks finished: it does not end in a comma, a hyphen or a word that leads on ("nr", "och", "på"). A
number, a day or a word of small letters, which no text goes on after, needs one space only. Anything else is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AFTER = re.compile(r'(?P<spaces>[ \t]+)(?P<comment>#.*)')
_COMPLETE = re.compile(r'-?\d+(?:[.,]\d+)?|\d{4}-\d{2}-\d{2}|[a-z0-9]+(?:[-_][a-z0-9]+)*|true|false')
_LEADS_ON = re.compile(
    r'(?:[,;:–-]|\s(?:nr|nummer|no|och|eller|samt|på|i|av|för|till|med|från|vid|om|punkt|löfte|mål))$',
    re.IGNORECASE,
)
_MOJIBAKE = re.compile(
    r'(?:Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]|Â[\u00a0-\u00bf]|â€[\u0080-\u00bf™œžšš“”¢¦\u009d˜])'
    r'|√[•§∂Ñ©]|├[Ññ¶┬ñ]|\ufffd'
)
_STRANGE_INDENT = re.compile(
    r'^ *[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff][\s\u200b\ufeff]*(?:- |[^\s:#]+:(?:\s|$))'
)
_SHOWN = 60


def lost_comment(line: str, end: int, value: str) -> str | None:
    """Give the rest of a line that YAML takes for a comment but a person may have meant as text; None otherwise.

    Args:
        line: the whole line that the value ends on.
        end: where in the line it ends.
        value: the value as YAML reads it, without quotation marks around it; '' where nothing was left of it.
    """
    found = _AFTER.fullmatch(line[end:].rstrip('\r\n'))
    if found is None:
        return None
    comment = found['comment']
    spaced = comment == '#' or comment[1:2] in (' ', '#', '\t', '!')
    if not value:
        return None if spaced else comment
    if _COMPLETE.fullmatch(value) and spaced:
        return None
    if spaced and len(found['spaces'].expandtabs()) >= 2 and not _LEADS_ON.search(value):
        return None
    return comment


def comment_finding(place: Place, comment: str, value: str) -> Finding:
    """Tell of a text that goes on after a number sign.

    Args:
        place: where it stands.
        comment: from the number sign on.
        value: what stands before it.
    """
    shown = comment if len(comment) <= _SHOWN else f'{comment[:_SHOWN]}…'
    whole = f'{value} {comment}'.strip()
    mark = '"' if "'" in whole else "'"
    quoted = f"{mark}{whole}{mark}" if mark not in whole and len(whole) <= 2 * _SHOWN else "texten inom citattecken"
    return Finding(
        'yaml-comment-in-value',
        f"”{shown}” räknas som en kommentar och kommer inte med i dokumentet.",
        "Efter ett mellanslag börjar # en kommentar i YAML.",
        f"Hör det till texten: skriv {quoted}. Är det en kommentar: skriv två mellanslag före # och ett efter, "
        "eller lägg den på en egen rad.",
        place,
    )


def is_mojibake(text: str) -> bool:
    """Whether letters of a text were read in the wrong encoding: "pÃ¥" for "på"."""
    return _MOJIBAKE.search(text) is not None


def mojibake_findings(file: Path, text: str) -> Iterator[Finding]:
    """Tell of each line whose letters were read in the wrong encoding: "pÃ¥" for "på"."""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _MOJIBAKE.search(line)
        if found is None:
            continue
        word = next((each for each in line.split() if found[0] in each), found[0])
        right = _repaired(word)
        yield Finding(
            'yaml-mojibake',
            f"Bokstäver har blivit fel: ”{word}”.",
            "Filen har öppnats och sparats med fel teckenkodning. Texten skulle stå så i dokumentet.",
            f"Skriv ”{right}”, och spara filen som UTF-8." if right else "Skriv om raden, och spara filen som UTF-8.",
            Place(file, number),
        )


def indent_findings(file: Path, text: str) -> Iterator[Finding]:
    """Tell of each line of keys that begins with another space than YAML knows, such as a no-break space."""
    for number, line in enumerate(text.split('\n'), start=1):
        if _STRANGE_INDENT.match(line):
            yield Finding(
                'yaml-indent',
                "Raden börjar med ett annat mellanslag än det vanliga, till exempel ett hårt mellanslag.",
                "YAML räknar bara vanliga mellanslag som indrag. Tecknet följer ofta med när text klistras in.",
                "Ta bort indraget och skriv det igen med mellanslagstangenten.",
                Place(file, number),
            )


def _repaired(word: str) -> str:
    """Give a word as it was before it was read in the wrong encoding; '' where that cannot be known."""
    for encoding in ('cp1252', 'mac_roman', 'cp850'):
        try:
            right = word.encode(encoding).decode('utf-8')
        except UnicodeError:
            continue
        if right != word:
            return right
    return ''
