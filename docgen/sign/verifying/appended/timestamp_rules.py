"""What the dictionary of a document timestamp may hold besides it: anybody can have one, and says nothing with it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, tsp, x509

from docgen.sign.verifying.appended.empty_field_rules import FORMATS
from docgen.sign.verifying.appended.revision import text_of
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
    from docgen.sign.verifying.appended.revision import Revision
    from docgen.sign.verifying.appended.value_shapes import Shape

_PROGRAM = (
    r'(?:(?:Adobe|Acrobat|Reader|Pro|DC|Standard|PPKLite|PPKMS|PubSec|Exchange|pyHanko|iText|PDFBox|Apache|OpenPDF|DSS'
    r'|PDF|Foxit|Editor|Phantom|Nitro|x64|Continuous|Classic|\d{1,6}(?:\.\d{1,8}){0,4})[ ._-]?){1,8}'
)
"""A program that signs, with its version."""
_SYSTEM = '(?:Win|Mac|Macintosh|Linux|Windows|Unix)(?: ?(?:NT|OS|OSX|X|\\d{1,4}))?'
_PART = dictionary({
    '/Name': name(_PROGRAM), '/Date': either(date, text(r'[A-Z]?[a-z]{0,2} ?\d{1,4}[\d :./TZ+-]{0,24}')),
    '/R': number, '/V': number, '/PreRelease': truth, '/NonEFontNoWarn': truth, '/TrustedMode': truth,
    '/OS': array(either(name(_SYSTEM), text(_SYSTEM)), 3), '/REx': text(_PROGRAM),
})  # fmt: skip
_PROTECTION = dictionary({
    '/Type': one_of('/SigRef'), '/TransformMethod': one_of('/DocMDP'),
    '/DigestMethod': name('(?:MD5|SHA(?:1|256|384|512))'),
    '/TransformParams': dictionary({
        '/Type': one_of('/TransformParams'), '/P': whole(1, 3), '/V': one_of('/1.2')
    }),
})  # fmt: skip
_SHAPES: dict[str, Shape] = {
    '/Type': one_of('/DocTimeStamp', '/Sig'), '/Filter': name(r'(?:Adobe|Entrust)\.[A-Z]{3}[A-Za-z]{2,5}'),
    '/SubFilter': FORMATS, '/ByteRange': array(whole(0, 10**10), 4), '/M': date, '/V': whole(0, 2), '/R': number,
    '/Prop_Build': dictionary({f'/{each}': _PART for each in ('Filter', 'PubSec', 'App', 'SigQ')}),
    '/Reference': array(_PROTECTION, 1), '/Changes': array(whole(0, 10**6), 3),
}  # fmt: skip
_NAME = re.compile(r'[\w{}.:#()/-]{1,60}|(?:\w{1,20} )?\w{1,20} ?\d{0,12}')
"""What a field for timestamps is called: one word, or two and a number."""
_FURTHEST = datetime.timedelta(days=1)
_DAY = re.compile(r'(?:D:)?(\d{4})(\d\d)?(\d\d)?')


def stamp_says_nothing(value: dict[str, Any], revision: Revision) -> bool:
    """Whether a timestamp's dictionary is no more than it.

    Args:
        value: the dictionary.
        revision: the state of the file that it lies in.
    """
    return all(
        (key == '/Contents' and isinstance(each, bytes))
        or (key == '/Cert' and _is_certificates(revision, each))
        or (key in _SHAPES and _SHAPES[key](revision, each))
        for key, each in value.items()
    ) and _is_its_day(revision.entry(value, '/M'), revision.entry(value, '/Contents'))


def is_stamps_name(called: str) -> bool:
    """Whether a name can be that of a field for timestamps, and is no sentence."""
    return _NAME.fullmatch(called) is not None


def _is_certificates(revision: Revision, value: Any) -> bool:
    held = revision.resolved(value)
    listed = [revision.resolved(each) for each in held] if isinstance(held, list) else [held]
    return all(isinstance(each, bytes) and is_certificate(each) for each in listed)


def is_certificate(data: bytes) -> bool:
    """Whether bytes are one X.509 certificate, and no more."""
    try:
        found = x509.Certificate.load(data, strict=True)
        body = found['tbs_certificate']
        parts = [body[each].native for each in ('version', 'serial_number', 'issuer', 'validity', 'subject')]
        return bool(parts) and bool(body['subject_public_key_info'].dump())
    except (ValueError, TypeError, KeyError):
        return False


def _is_its_day(said: Any, stamp: Any) -> bool:
    """Whether the day that the dictionary names is that of the timestamp, which alone is certain.

    Where the timestamp cannot be read, that is told of it, and its day means nothing.
    """
    day = _DAY.match(text_of(said))
    if said is None or day is None:
        return said is None
    try:
        content = cms.ContentInfo.load(stamp)['content']['encap_content_info']['content']
        made = content.parse(tsp.TSTInfo)['gen_time'].native
        told = datetime.datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=datetime.UTC)
    except (ValueError, TypeError, KeyError, AttributeError):
        return True
    return bool(made - 2 * _FURTHEST <= told <= made + _FURTHEST)
