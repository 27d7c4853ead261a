"""What every record of the data shares: strictness, and the kinds of text, name, period and mark it is made of."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from docgen.file_names import is_device_name


class Record(BaseModel):
    """A part of the data: frozen, strictly typed, unknown keys refused."""

    # What is only a part of others needs no validator of its own, and most of an import is to make them.
    model_config = ConfigDict(frozen=True, strict=True, extra='forbid', hide_input_in_errors=True, defer_build=True)


_UNPRINTABLE = re.compile('[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')


"""The categories Cc and Cs of Unicode but tab and newline, and what is no character."""


def _printable(text: str) -> str:
    """Refuse what no Word file can hold: XML 1.0 §2.2 leaves out all control characters but tab and newline."""
    found = _UNPRINTABLE.search(text)
    if found:
        message = 'not a character U+{code}' if found[0] in '\ufffe\uffff' else 'control character U+{code}'
        raise PydanticCustomError('control_character', message, {'code': f'{ord(found[0]):04X}'})
    return unicodedata.normalize('NFC', text)


def _filled(text: str) -> str:
    text = _printable(text).strip('\n')
    if not text.strip():
        raise PydanticCustomError('empty_text', 'empty text')
    return text


def _single_line(text: str) -> str:
    text = _filled(text)
    if '\n' in text:
        raise PydanticCustomError('several_lines', 'several lines')
    return text


Text = Annotated[str, Field(max_length=20_000), AfterValidator(_filled)]


"""One or more paragraphs, parted by empty lines."""


Line = Annotated[str, Field(max_length=1_000), AfterValidator(_single_line)]


"""A text on one line."""


def _no_device(text: str) -> str:
    if is_device_name(text):
        raise PydanticCustomError('reserved_name', 'the name of a device on Windows')
    return text


_IDENTIFIER = r'^[a-z0-9]+(-[a-z0-9]+)*$'
_LONGEST = 60
Identifier = Annotated[str, Field(pattern=_IDENTIFIER, max_length=_LONGEST), AfterValidator(_no_device)]


"""A stable name for references and file names: a–z, 0–9 and single hyphens; none of Windows' names of devices."""


def is_identifier(text: str) -> bool:
    """Whether a text can be an `Identifier`."""
    return bool(re.match(_IDENTIFIER, text)) and len(text) <= _LONGEST and not is_device_name(text) and '\n' not in text


class Period(Record):
    """A span of days, both ends included; without `end` it runs until further notice."""

    start: datetime.date
    """Första dagen. Till exempel 1 januari 2021, eller 2021-01-01."""
    end: datetime.date | None = None
    """Sista dagen. Utelämnas om perioden gäller tills vidare."""

    @model_validator(mode='after')
    def _in_order(self) -> Period:
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError(
                'period_reversed',
                '{end} before {start}',
                {'start': self.start.isoformat(), 'end': self.end.isoformat()},
            )
        return self

    @property
    def days(self) -> int | None:
        """Number of days, both ends included; None without an end."""
        return None if self.end is None else (self.end - self.start).days + 1

    def includes(self, other: Period) -> bool:
        """Whether all days of the other period lie in this one."""
        if self.end is None:
            return self.start <= other.start
        return other.end is not None and self.start <= other.start and other.end <= self.end

    def covers(self, day: datetime.date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)


GAP = "[saknas: {key}]"


"""What stands in a draft where a text is not written yet."""


# By the key, or by the list or group that holds it and the key.
_GAP_WORDS = {
    'title': "titeln",
    'purpose': "syftet",
    'introduction': "inledningen",
    'situation_picture': "lägesbilden",
    'lead_in': "meningen före listan",
    'follow_up': "hur löftet följs upp",
    'validity': "giltigheten",
    'background': "bakgrunden",
    'goals': "ett mål",
    'organisation': "organisationen",
    'resources': "resurserna",
    'promise': "texten om medborgarlöftet",
    'communication': "kommunikationen",
    'documentation': "dokumentationen",
    'termination': "uppsägningen",
    'summary': "sammanfattningen",
    'signed_on': "dagen för undertecknandet",
    'dated': "uppföljningens datum",
    'commitments.title': "löftets rubrik",
    'commitments.text': "löftets text",
    'commitments.short_text': "löftets korta text",
    'questions.question': "frågan",
    'questions.answer': "svaret på frågan",
    'sub_conditions.text': "delvillkoret",
    'outcomes.comment': "kommentaren till utfallet",
    'events.text': "vad som gjordes",
    'focus_areas.title': "områdets rubrik",
    'focus_areas.problem': "områdets problem",
    'focus_areas.causes': "en trolig orsak",
    'focus_areas.goals': "ett mätbart mål",
    'commitments.municipality': "vad kommunen åtar sig",
    'commitments.police': "vad Polisen åtar sig",
    'commitments.joint': "vad parterna åtar sig tillsammans",
    'commitments.other': "vad andra parter åtar sig",
    'bodies.name': "gruppens namn",
    'bodies.members': "gruppens medlemmar",
    'bodies.task': "gruppens uppgift",
    'signatories.name': "undertecknarens namn",
    'signatories.title': "undertecknarens befattning",
    'reference_numbers.number': "diarienumret",
    'parties.name': "partens namn",
    'parties.short_name': "partens namn i löpande text",
    'contact.name': "vem som svarar på frågor",
    'contact.email': "adressen för e-post",
}


def gap(*path: str | int) -> str:
    """Give the mark for a text that is not written yet, in words that a reader knows: [saknas: löftets text].

    Args:
        path: the keys that lead to the text, and positions in lists from 0. What has no words is told by its key.
    """
    keys = [step for step in path if isinstance(step, str)]
    words = _GAP_WORDS.get('.'.join(keys[-2:])) or (_GAP_WORDS.get(keys[-1]) if len(keys) == 1 else None)
    return GAP.format(key=words or keys[-1])


LOOK_OVER = "[se över: {text}]"
"""What a person must look over: a year or a day that came along when a period's file was copied.

It stands in the text itself, "under [se över: 2021]", so that a draft shows it on the page; no document is finished
while one is left."""


LOOK_OVER_MARK = re.compile(r'\[se över: ([^\]]*)\]')


def look_over(text: str) -> str:
    """Mark a year, a day or another piece of text."""
    return LOOK_OVER.format(text=text)
