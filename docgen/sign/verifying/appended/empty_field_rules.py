"""What a new field that no person signed may hold, key by key: what kind of field it is, and where; no words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.pdf_syntax import Ref, Stream, SyntaxFault
from docgen.sign.verifying.appended.revision import text_of
from docgen.sign.verifying.appended.stream_filters import unpacked
from docgen.sign.verifying.appended.value_shapes import (
    array,
    date,
    dictionary,
    either,
    name,
    number,
    one_of,
    text,
    truth,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from docgen.sign.verifying.appended.revision import Revision, Step
    from docgen.sign.verifying.appended.value_shapes import Shape

CALLED = frozenset(('timestamp', 'document timestamp', 'tidsstämpel', 'signature', 'underskrift', 'signature field'))
"""What a field that no person signed may be called besides its name: `/TU` is shown and read aloud."""
_FLAGS = whole(0, 2**32 - 1)
_METHODS = one_of(*(text.encode() for each in ('sha1', 'sha256', 'sha384', 'sha512') for text in (each, each.upper())))
_HANDLERS = one_of(
    *(f'/{each}' for each in ('Adobe.PPKLite', 'Adobe.PPKMS', 'Entrust.PPKEF', 'CICI.SignIt', 'VeriSign.PPKVS'))
)
FORMATS = one_of(
    '/adbe.pkcs7.detached', '/adbe.pkcs7.sha1', '/adbe.x509.rsa_sha1', '/ETSI.CAdES.detached', '/ETSI.RFC3161'
)
_DEMANDS = dictionary({
    '/Type': one_of('/SV'), '/Filter': _HANDLERS, '/Ff': _FLAGS, '/V': number, '/SubFilter': array(FORMATS, 10),
    '/DigestMethod': array(_METHODS, 10), '/AddRevInfo': truth, '/LockDocument': one_of('/true', '/false', '/auto'),
    '/MDP': dictionary({'/P': whole(0, 3)}), '/TimeStamp': dictionary({'/Ff': _FLAGS}),
    '/Cert': dictionary({'/Type': one_of('/SVCert'), '/Ff': _FLAGS, '/KeyUsage': array(text('[01X]{1,9}'), 10)}),
})  # fmt: skip
"""What a signature in the field must be (12.7.4.5), as far as that takes no words."""
_STANDARD = (
    '(?:Helvetica|Courier|Arial|TimesNewRoman|Times|MyriadPro|Symbol|ZapfDingbats)'
    '(?:PS)?(?:MT)?(?:[-,](?:Roman|Regular|Bold|Italic|Oblique|BoldItalic|BoldOblique)(?:MT)?)?'
)
_CODINGS = one_of('/WinAnsiEncoding', '/MacRomanEncoding', '/PDFDocEncoding', '/StandardEncoding')
_CODING = dictionary({'/Type': one_of('/Encoding'), '/BaseEncoding': _CODINGS})
_FONT = dictionary({
    '/Type': one_of('/Font'), '/Subtype': one_of('/Type1', '/TrueType'), '/BaseFont': name(_STANDARD),
    '/Name': name(r'[A-Za-z]{1,4}\d{0,3}'), '/Encoding': either(_CODINGS, _CODING),
    '/FirstChar': whole(0, 255), '/LastChar': whole(0, 255), '/Widths': array(number, 256),
})  # fmt: skip
"""A font that every program has."""
_PROCEDURES = array(one_of('/PDF', '/Text', '/ImageB', '/ImageC', '/ImageI'), 5)
_FONT_NAME = re.compile(rf'[A-Za-z]{{1,4}}\d{{0,3}}|{_STANDARD}')
_APPEARANCE = re.compile(
    r'(?:\s|/(?P<font>[\w+.,-]{1,40})\s+[\d.]{1,8}\s+Tf(?!\S)|/(?:Device|Cal)(?:RGB|Gray|CMYK)\s+(?:cs|CS)(?!\S)'
    r'|[+-]?[\d.]{1,12}(?!\S)|(?:T[cwzLsr]|[gGkK]|rg|RG|scn?|SCN?|q|Q)(?!\S))*\Z'
)
"""A default appearance (12.7.3.3): a font, a size, a colour."""
_SHAPES: dict[str, Shape] = {
    '/Type': one_of('/Annot'), '/Subtype': one_of('/Widget'), '/FT': one_of('/Sig'), '/F': _FLAGS, '/Ff': _FLAGS,
    '/M': date, '/Rect': array(number, 4), '/Q': whole(0, 2), '/H': one_of('/N', '/I', '/O', '/P', '/T'),
    '/StructParent': whole(0, 10**7), '/MK': dictionary({'/R': one_of(0, 90, 180, 270)}), '/SV': _DEMANDS,
    '/Border': array(either(number, array(number, 10)), 4),
    '/BS': dictionary({
        '/Type': one_of('/Border'), '/W': number, '/S': one_of('/S', '/D', '/B', '/I', '/U'), '/D': array(number, 10)
    }),
    '/NM': text(r'(?=.*\d)[A-Za-z]{0,12}[-_.:]?\{?[0-9A-Fa-f-]{1,64}\}?'),
}  # fmt: skip
_JUDGED_ELSEWHERE = frozenset(('/T', '/V', '/AP', '/Kids', '/Parent'))
_BLANK_LOOK = re.compile(rb'(?:[\0\t\n\f\r ]|%[ ]?DSBlank(?=[\r\n]|\Z)|[qQn](?![^\0\t\n\f\r ])|/Tx[ \r\n]+BMC|EMC)*+\Z')
"""What draws nothing; Acrobat marks a layer as blank by a comment."""
_NO_RESOURCES = dictionary(
    {'/ProcSet': _PROCEDURES, **{key: dictionary({}) for key in ('/Font', '/XObject', '/ExtGState', '/ColorSpace')}}
)
PACKED = one_of('/FlateDecode', '/Fl')
PARAMETERS = dictionary(
    {key: whole(1, 10_000) for key in ('/Predictor', '/Colors', '/BitsPerComponent', '/Columns', '/EarlyChange')}
)
"""How a stream is packed."""
_LOOK = dictionary({
    '/Type': one_of('/XObject'), '/Subtype': one_of('/Form'), '/FormType': one_of(1), '/BBox': array(number, 4),
    '/Matrix': array(number, 6), '/Resources': _NO_RESOURCES, '/Length': whole(0, 10**6),
    '/Filter': either(PACKED, array(PACKED, 1)),
    '/DecodeParms': either(one_of(None), PARAMETERS, array(PARAMETERS, 1)),
    '/Group': dictionary({
        '/Type': one_of('/Group'), '/S': one_of('/Transparency'), '/I': truth, '/K': truth,
        '/CS': one_of('/DeviceRGB', '/DeviceGray', '/DeviceCMYK'),
    }),
    '/Name': name(r'[A-Za-z]{0,4}\d{0,4}'), '/LastModified': date, '/StructParent': whole(0, 10**7),
    '/StructParents': whole(0, 10**7),
})  # fmt: skip


def says_nothing(step: Step, entries: dict[str, Any], called: str, names: Collection[str]) -> bool:
    """Whether a field's or widget's dictionary says no more than what kind of field it is and where.

    Args:
        step: the update that wrote it.
        entries: the dictionary, or some of its entries.
        called: the field's name.
        names: of all fields, which a lock may name.
    """
    new = step.new
    lock = dictionary({
        '/Type': one_of('/SigFieldLock'), '/Action': one_of('/All', '/Include', '/Exclude'), '/P': whole(1, 3),
        '/Fields': array(lambda revision, value: text_of(revision.resolved(value)) in names),
    })  # fmt: skip
    shapes: dict[str, Shape] = {
        **_SHAPES,
        '/Lock': lock,
        '/P': lambda revision, value: isinstance(value, Ref) and value in revision.pages,
        '/TU': lambda revision, value: _is_called(revision.resolved(value), called),
        '/DA': lambda revision, value: is_appearance(revision.resolved(value)),
        '/DR': lambda _, value: is_font_list(step, value),
    }
    return all(
        key in _JUDGED_ELSEWHERE or value is None or (key in shapes and shapes[key](new, value))
        for key, value in entries.items()
    )


def _is_called(value: Any, name_: str) -> bool:
    return isinstance(value, bytes) and text_of(value).casefold() in CALLED | {'', name_.casefold()}


def is_appearance(value: Any) -> bool:
    """Whether a value is a default appearance in a font that goes by a usual name."""
    if not isinstance(value, bytes) or _APPEARANCE.match(text_of(value)) is None:
        return False
    fonts = re.findall(r'/([\w+.,-]+)\s+[\d.]+\s+Tf', text_of(value))
    return all(_FONT_NAME.fullmatch(each) for each in fonts)


def is_font_list(step: Step, value: Any) -> bool:
    """Whether resources hold fonts that every program has, or that the document had, and no more.

    Args:
        step: the update that wrote them.
        value: the resources.
    """

    def known(revision: Revision, one: Any) -> bool:
        return _FONT(revision, one) or (isinstance(one, Ref) and one.number not in step.added | step.changed)

    held = step.new.resolved(value)
    fonts = step.new.entry(held, '/Font')
    codings = step.new.entry(held, '/Encoding')
    return (
        isinstance(held, dict)
        and not set(held) - {'/Font', '/Encoding', '/ProcSet'}
        and _PROCEDURES(step.new, held.get('/ProcSet', []))
        and all(
            isinstance(each, dict)
            and all(_FONT_NAME.fullmatch(key[1:]) or _CODINGS(step.new, key) for key in each)
            and all(shape(step.new, one) for one in each.values())
            for each, shape in ((fonts or {}, known), (codings or {}, _CODING))
        )
    )


def look_says_nothing(look: Stream, revision: Revision) -> bool:
    """Whether a look draws nothing, and says nothing beside that.

    Args:
        look: what a widget shows.
        revision: the state of the file that it lies in.
    """
    try:
        return _LOOK(revision, look.entries) and _BLANK_LOOK.match(unpacked(look)) is not None
    except SyntaxFault:
        return False
