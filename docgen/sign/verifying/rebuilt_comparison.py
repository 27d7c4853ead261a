"""Whether a signed file is what today's data and templates give: they are built anew and compared with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import DocgenError, JudgementError
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from docgen.sign.verifying.workspace_version import Belonging


class Match(StrEnum):
    """How a signed file compares with what the data give."""

    EXACT = 'exact'
    """The file begins with the very bytes that data and templates give."""
    SAME_CONTENT = 'same-content'
    """The bytes differ, but pages and words do not: another docgen, engine, font or template."""
    DIFFERENT = 'different'
    """Something that a reader sees differs."""
    NOT_POSSIBLE = 'not-possible'
    """The data or templates of today cannot be built."""


@dataclass(frozen=True)
class Rebuild:
    """The outcome of building anew; all texts Swedish."""

    match: Match
    differs: tuple[str, ...] = ()
    """What differs, place by place: "sida 3: ”20 timmar” → ”25 timmar”"."""
    note: str = ''
    """What may explain a difference."""

    signed: bool = True
    """Whether what was compared bears signatures; else it is the fixed file."""

    @property
    def sentence(self) -> str:
        """The outcome in words."""
        return _SENTENCES[self.match].format(file="Den undertecknade filen" if self.signed else "Den fastställda filen")


_SENTENCES = {
    Match.EXACT: "{file} är exakt vad dagens data och mallar ger.",
    Match.SAME_CONTENT: "{file} säger detsamma som dagens data och mallar ger, men är inte samma byte.",
    Match.DIFFERENT: "{file} skiljer sig från vad dagens data och mallar ger.",
    Match.NOT_POSSIBLE: "Det går inte att jämföra med dagens data och mallar, för de går inte att bygga.",
}


def rebuilt(root: Path, data: bytes, belonging: Belonging, *, signed: bool = True) -> Rebuild:
    """Build and fix a version's period in a temporary folder, and compare with a file of that version.

    Args:
        root: the workspace's folder; nothing in it is written.
        data: the signed file, or the fixed one.
        belonging: the version that it is.
        signed: whether it bears signatures.
    """
    from docgen.sign.fixing.fix import FixRequest, fix

    history = belonging.history
    with temporary_folder() as folder:
        request = FixRequest(
            root,
            belonging.period,
            (history.document,),
            engine=history.fixed_from.engine or None,
            output=Path(folder) / 'output',
        )
        try:
            made = fix(request).documents[0].path.read_bytes()
        except DocgenError as error:
            return Rebuild(Match.NOT_POSSIBLE, note=error.findings[0].what if error.findings else '', signed=signed)
        if data.startswith(made):
            return Rebuild(Match.EXACT, signed=signed)
        return replace(_compared(data, made, belonging, Path(folder)), signed=signed)


def _compared(data: bytes, made: bytes, belonging: Belonging, folder: Path) -> Rebuild:
    from docgen.pdf.compare.difference_sentences import sentences
    from docgen.pdf.compare.reader_differences import differences

    old, new = folder / 'signed.pdf', folder / 'rebuilt.pdf'
    old.write_bytes(_base(data, belonging))
    new.write_bytes(made)
    try:
        found = differences(old, new)
    except JudgementError as error:
        return Rebuild(Match.NOT_POSSIBLE, note=error.findings[0].what)
    return Rebuild(Match.DIFFERENT if found else Match.SAME_CONTENT, sentences(found), _note(belonging))


def _base(data: bytes, belonging: Belonging) -> bytes:
    """The part of the file that was fixed; all of a file that does not begin with it."""
    if not belonging.starts_with_fixed:
        return data
    return (belonging.folder / belonging.history.fixed.file).read_bytes()


def _note(belonging: Belonging) -> str:
    from docgen import __version__

    made_by = belonging.history.fixed.software
    now = f'docgen {__version__}'
    if made_by and made_by != now:
        return f"Versionen fastställdes med {made_by}; nu körs {now}."
    return ''
