"""What a file is that cannot be read as a PDF: another kind of file, an empty one, or a PDF cut short."""

from __future__ import annotations

from dataclasses import dataclass

_HEAD = 1024
"""How far into a file readers look for its beginning (ISO 32000-1, annex H.3.4.1)."""
_END = 2048
_PICTURES = (b'\x89PNG', b'\xff\xd8\xff', b'GIF8', b'II*\x00', b'MM\x00*', b'BM')
_NEWLY = "Hämta filen på nytt från avsändaren."


@dataclass(frozen=True)
class NotAPdf:
    """What to say of the file after its name, why, and what to do."""

    what: str
    why: str
    do: str


def identify_non_pdf(data: bytes) -> NotAPdf:
    """Tell what was taken for a PDF, by its first and last bytes."""
    head = data[:_HEAD]
    if not data.strip(b'\x00 \r\n'):
        return NotAPdf("är tom", "Det finns inget i den.", "Spara eller hämta filen på nytt.")
    if b'%PDF-' in head:
        if b'%%EOF' not in data[-_END:]:
            return NotAPdf(
                "är ingen hel PDF", "Slutet saknas: den har klippts av när den sparades eller hämtades.", _NEWLY
            )
        return NotAPdf("är ingen hel PDF", "Den är så skadad att sidorna inte går att hitta.", _NEWLY)
    return _other(data, head)


def _other(data: bytes, head: bytes) -> NotAPdf:
    why = "Namnet slutar kanske på .pdf, men det säger inget om innehållet."
    if head.startswith(b'PK'):
        if b'word/' in data:
            return NotAPdf("är en Word-fil, inte en PDF", why, "Öppna filen i Word och spara den som PDF.")
        return NotAPdf("är ett zip-paket, inte en PDF", why, "Packa upp den, och välj en PDF i den.")
    if head.startswith(b'\xd0\xcf\x11\xe0'):
        return NotAPdf("är en äldre Office-fil, inte en PDF", why, "Öppna filen i Office och spara den som PDF.")
    if head.startswith(_PICTURES):
        return NotAPdf("är en bild, inte en PDF", why, "Be om dokumentet som PDF med text.")
    low = head.lower()
    if b'<html' in low or b'<!doctype html' in low:
        return NotAPdf(
            "är en webbsida, inte en PDF",
            "En hämtning ger ofta en felsida eller en inloggning i stället för filen.",
            "Öppna länken i webbläsaren och hämta filen därifrån.",
        )
    if _is_text(data):
        return NotAPdf("är en textfil, inte en PDF", why, _NEWLY)
    return NotAPdf("är ingen PDF", why, _NEWLY)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode('utf-8')
    except UnicodeDecodeError:
        return False
    return all(each.isprintable() or each.isspace() for each in text)
