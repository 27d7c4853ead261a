"""An inspection in plain Swedish, line by line, and as plain data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.pdf.inspect.conformity import Conformity
from docgen.swedish import file_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.pdf.inspect.conformity import Standing
    from docgen.pdf.inspect.facts import PageSize, SignatureField
    from docgen.pdf.inspect.inspection import Inspection, Outside, Tag
    from docgen.pdf.judge.defects import Defect

_WIDTH = 14
_VERDICTS = {
    Conformity.FOLLOWS: "Filen anger {} och följer standarden.",
    Conformity.BREAKS: "Filen anger {} men följer inte standarden:",
    Conformity.NOT_CLAIMED: "Filen anger inte {} och följer inte standarden:",
    Conformity.NOT_CHECKED: "Filen anger {}, som docgen inte kan kontrollera.",
}
_LANGUAGES = {
    'sv': "svenska",
    'en': "engelska",
    'fi': "finska",
    'no': "norska",
    'nb': "norska",
    'nn': "nynorska",
    'da': "danska",
    'de': "tyska",
    'fr': "franska",
    'es': "spanska",
    'ar': "arabiska",
    'so': "somaliska",
}
_MOST = 5
"""How many pages, and texts outside their pages, are shown."""
_MOST_FAULTS = 10
"""How many kinds of fault are shown: one damage may break the order of everything after it."""


def tell(found: Inspection) -> Iterator[str]:
    """The whole inspection: facts, standards, tags."""
    yield from _facts(found)
    for standing in found.standings:
        yield ''
        yield from _standing(standing)
    yield ''
    yield from _tags(found)


def tell_aloud(found: Inspection) -> Iterator[str]:
    """What a screen reader says."""
    if not found.spoken:
        yield "Filen saknar taggar: en skärmläsare får gissa vad som står i den."
    for each in found.spoken:
        yield each.spoken()


def plain(found: Inspection) -> dict[str, Any]:
    """The same as tables and lists. Fields keep their English names, sentences are Swedish."""
    return {
        'file': str(found.path),
        'bytes': found.bytes,
        'version': found.version,
        'made_with': found.made_with,
        'encrypted': found.encrypted,
        'title': found.title,
        'language': found.language,
        'pages': found.pages,
        'sizes': [
            {'pages': each.pages, 'width_mm': each.width, 'height_mm': each.height, 'name': each.name}
            for each in found.sizes
        ],
        'outside': [{'page': each.page, 'text': each.text} for each in found.outside],
        'fonts': [{'name': each.name, 'embedded': each.embedded} for each in found.fonts],
        'standards': [_plain_standing(each) for each in found.standings],
        'defects': [{'kind': each.kind.value, 'message': each.message, 'page': each.page} for each in found.defects],
        'damage': list(found.damage),
        'signatures': [{'field': each.field, 'signer': each.signer} for each in found.signatures],
        'attachments': list(found.attachments),
        'tags': [{'level': each.level, 'tags': list(each.tags), 'text': each.text} for each in found.tags],
        'aloud': [each.spoken() for each in found.spoken],
    }


def _facts(found: Inspection) -> Iterator[str]:
    yield _line("Fil", f"{found.path.name}, {file_size(found.bytes)}, PDF {found.version}")
    yield _line("Titel", found.title or "saknas")
    yield _line("Språk", _language(found.language))
    yield _line("Sidor", ' + '.join(map(_size, found.sizes)) or str(found.pages))
    yield from _list("Utanför sidan", _outside(found.outside), empty='')
    fonts = (f"{each.name}, {'inbäddat' if each.embedded else 'inte inbäddat'}" for each in found.fonts)
    yield from _list("Teckensnitt", fonts)
    if found.made_with:
        yield _line("Gjord med", found.made_with)
    yield from _list("Underskrifter", map(_signature, found.signatures))
    yield from _list("Bilagda filer", found.attachments)
    if found.encrypted:
        yield _line("Skydd", "filen är krypterad, men öppnas utan lösenord")
    yield from _list("Skador", found.damage, empty='')


def _line(label: str, text: str) -> str:
    return f'{label + ":":<{_WIDTH}} {text}'


def _list(label: str, items: Iterable[str], empty: str = "inga") -> Iterator[str]:
    lines = list(items)
    if not lines and empty:
        yield _line(label, empty)
    for number, item in enumerate(lines):
        yield _line(label, item) if number == 0 else f'{"":<{_WIDTH}} {item}'


def _language(code: str) -> str:
    if not code:
        return "anges inte"
    name = _LANGUAGES.get(code.partition('-')[0].lower())
    return f"{name} ({code})" if name else code


def _size(size: PageSize) -> str:
    pages = f"{size.pages} {'sida' if size.pages == 1 else 'sidor'}"
    return f"{pages} {size.name or f'{size.width} × {size.height} mm'}"


def _signature(field: SignatureField) -> str:
    if field.signer is None:
        return f"{field.field}: inte undertecknat"
    return f"{field.field}: undertecknat av {field.signer or 'någon som inte anges'} (inte kontrollerat)"


def _standing(standing: Standing) -> Iterator[str]:
    yield _VERDICTS[standing.conformity].format(standing.standard)
    for fault in standing.faults:
        times = f" ({fault.times} gånger)" if fault.times > 1 else ''
        words = str(fault.clause)
        yield f"  {words[0].upper()}{words[1:]}{times} [{fault.rule}]"


def _tags(found: Inspection) -> Iterator[str]:
    if not found.tags:
        yield "Filen saknar taggar: den kan inte läsas upp på ett säkert sätt."
        return
    yield from _defects(found.defects)
    yield "Taggar:"
    for tag in found.tags:
        yield _tag(tag)


def _defects(defects: Iterable[Defect]) -> Iterator[str]:
    """Each kind of fault once, with how often and on which pages."""
    alike: dict[str, list[int | None]] = {}
    for defect in defects:
        alike.setdefault(defect.message, []).append(defect.page)
    for message, places in list(alike.items())[:_MOST_FAULTS]:
        pages = sorted({page for page in places if page})
        where = [f"{len(places)} gånger"] if len(places) > 1 else []
        if len(pages) == 1:
            where.append(f"sidan {pages[0]}")
        elif pages:
            where.append(f"sidorna {', '.join(map(str, pages[:_MOST]))}{' …' if len(pages) > _MOST else ''}")
        yield f"Fel i uppbyggnaden: {message}" + (f" ({', '.join(where)})" if where else '')
    if len(alike) > _MOST_FAULTS:
        yield f"Fel i uppbyggnaden: {len(alike) - _MOST_FAULTS} slag av fel till, som --json visar"


def _outside(texts: Sequence[Outside]) -> Iterator[str]:
    for each in texts[:_MOST]:
        yield f"sidan {each.page}: ”{each.text}” syns inte eller bara delvis"
    if len(texts) > _MOST:
        yield f"och {len(texts) - _MOST} texter till"


def _tag(tag: Tag) -> str:
    names = ' › '.join(tag.tags)
    return f"{'  ' * (tag.level + 1)}{names}{': ' if tag.text else ''}{tag.text}"


def _plain_standing(standing: Standing) -> dict[str, Any]:
    return {
        'standard': standing.standard,
        'conformity': standing.conformity.value,
        'faults': [
            {
                'clause': fault.clause.number,
                'meaning': fault.clause.meaning,
                'times': fault.times,
                'rule': fault.rule,
                'example': fault.example,
            }
            for fault in standing.faults
        ],
    }
