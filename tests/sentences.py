"""Reads what docgen says as an editor would: other languages, words that stand twice, what no person can read."""

from __future__ import annotations

import re
import unicodedata

_NAMES = re.compile(r'--[a-z-]+|(?<!\S)\S{0,300}[/\\]\S*|\b[\w-]{1,100}(?:\.[\w-]+)+')
"""Options, paths and file names, which are what they are."""
_QUOTED = re.compile(r"”[^”]*”|»[^»]*»|'[^']*'")
_ENGLISH = re.compile(
    r"\b(the|is|are|was|of|must|expected|invalid|failed|cannot|can't|could|should|unable|missing|required|"
    r'found|and|or|but|no such|unsupported|unexpected|(?<!standard )error|while|this|that|from|been|has|have|object|'
    r'undefined|parse|parsing|line \d|column|bytes)\b'
)
"""Words that no Swedish sentence of ours has."""
_RAW = re.compile(
    r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[nrt]\b|<class|<[a-z_.]+ object|\bNone\b|\bErrno\b|\[Errno|\bb'|0x[0-9a-f]{6}|"
    r'\{http|https?://schemas|\b[A-Z]\w+(Error|Exception)\b|\bw:[a-zA-Z]+\b|\bxmlns\b|Traceback|\bdict_keys\b'
)
"""What a program says to a programmer."""
_DOUBLED = re.compile(r'\b([^\W\d_]{2,}) \1\b', re.IGNORECASE)
_MARKS = re.compile(r'(?<!\.)\.\.(?!\.)|[,;:]\.|\.[,;:](?=\s)|\s[.,;:](?=\s|$)|\(\)|””|,,|: :')
_MEANT_TWICE = frozenset({'bok bok'})


def faults(sentence: str) -> list[str]:
    """What is wrong with a sentence; what stands between ”…” is somebody else's."""
    found = [f'control character {char!r} in {sentence!r}' for char in sorted(set(sentence)) if _unseen(char)]
    own = _NAMES.sub('x', _QUOTED.sub('”x”', sentence))
    for kind, pattern in (('English', _ENGLISH), ('raw', _RAW), ('marks', _MARKS), ('doubled', _DOUBLED)):
        if (hit := pattern.search(own)) and hit[0].lower() not in _MEANT_TWICE:
            found.append(f'{kind}: {hit[0]!r} in {sentence!r}')
    return found


def _unseen(char: str) -> bool:
    """Characters that steer a terminal, turn the text around or cannot be written."""
    return unicodedata.category(char) in ('Cc', 'Cs') or char in '\u202a\u202b\u202d\u202e\u2066\u2067\u2068'


_SHOWN = re.compile(r'(?<=citattecken: ).*|(?<=som en lista: ).*|(?<=som finns är ).*')
_FINDING = re.compile(r'^(?:Fel|Varning)(?:  .*)?\n  (.*)\n  (.*)\n  → (.*)  \[[a-z0-9-]+\]$', re.MULTILINE)


def control_characters(text: str) -> list[str]:
    """What in a text a terminal would obey, line feeds apart."""
    return [f'control character {char!r}' for char in sorted(set(text) - {'\n'}) if _unseen(char)]


def faults_of_output(text: str) -> list[str]:
    """What is wrong with all that a command printed: findings as sentences, the rest for what steers a terminal."""
    found = control_characters(text)
    if 'Traceback' in text:
        found.append('Traceback')
    for finding in _FINDING.finditer(text):
        # What to do shows the line as it should be, with anybody's values in it.
        sentences = [_SHOWN.sub('', each) for each in finding.groups()]
        found += [each for sentence in sentences for each in faults(sentence)]
    return found
