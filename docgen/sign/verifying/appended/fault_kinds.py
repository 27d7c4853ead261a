"""What may be wrong with that which lies after a signed part: typed, for verdicts to be decided by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong. The words in brackets say what `Fault.name` holds."""

    BYTES = 'bytes'
    """Bytes that belong to no object, table or white space."""
    SYNTAX = 'syntax'
    """An object that cannot be read by the letter of the standard."""
    DOUBLED_KEY = 'doubled-key'
    """A dictionary holds a key twice; readers disagree on which counts (the key)."""
    DOUBLED_OBJECT = 'doubled-object'
    """An update holds an object twice (its number)."""
    UNLISTED = 'unlisted'
    """An object that no table lists, but that a reader finds who searches for objects (its number)."""
    MISPLACED = 'misplaced'
    """A table leads to a place where the object is not (its number)."""
    CONCEALED = 'concealed'
    """An object, a table or an end of file within another object's bytes."""
    FREED = 'freed'
    """A table takes an object away that the document uses (its number)."""
    DANGLING = 'dangling'
    """What was added leads to an object that is not there, for which some readers search the file (its number)."""
    CHAIN = 'chain'
    """A table does not lead on to the one before it."""
    TRAILER = 'trailer'
    """The trailer says something else than before (the key)."""
    GENERATION = 'generation'
    """An object or a reference has another generation than before, which readers treat differently (its number)."""
    UNFINISHED = 'unfinished'
    """An update has no table or no end."""

    CATALOG = 'catalog'
    """An entry of the catalog changed (its key)."""
    VIEWER = 'viewer'
    """How a viewer shows the file was changed (the key)."""
    PAGES = 'pages'
    """Pages were added, removed, or put in another order."""
    PAGE = 'page'
    """An entry of a page changed (its key)."""
    ANNOTATION = 'annotation'
    """An annotation was added to a page, or taken away, that is no widget of a signature field (its subtype)."""
    FORM = 'form'
    """An entry of the form dictionary changed (its key)."""
    FIELD = 'field'
    """A field was changed, removed, or added, in another way than by being signed (its name)."""
    FIELD_SHOWS = 'field-shows'
    """A field that nobody signed, or a timestamp's, shows something (its name)."""
    FIELD_ODD = 'field-odd'
    """A field has an action, a text of its own, several looks, or flags that make it look different (its name)."""
    SIGNATURE_REMOVED = 'signature-removed'
    """A field is not signed any more (its name)."""
    SIGNATURE_REUSED = 'signature-reused'
    """A field takes over a signature that was made for another, or for another part of the file (its name)."""
    FIELD_LATE = 'field-late'
    """An empty signature field came after a signature that closed the file (its name)."""
    SIGNATURE_MISSING = 'signature-missing'
    """A field says that it is signed, but no signature is there (its name)."""
    PROOFS = 'proofs'
    """What is kept as proof for signatures was taken away, or is something else (the key)."""
    INFORMATION = 'information'
    """The document information says something else (the key)."""
    METADATA = 'metadata'
    """The XMP packet says something else."""
    STRUCTURE = 'structure'
    """Tags changed by more than what a new signature field needs."""
    OBJECT = 'object'
    """An object that is part of what was signed was changed (what kind it is)."""
    STRAY = 'stray'
    """An object was added that nothing leads to, and that a reader may take for a part of the document (`document` for
    a page, a catalog or the like, else what kind of object it is)."""
    WITHOUT_REASON = 'without-reason'
    """Something that a signature, a timestamp or a proof may bring with it came without any (what)."""


class Happened(StrEnum):
    """What became of an entry or an object."""

    ADDED = 'added'
    REMOVED = 'removed'
    CHANGED = 'changed'


@dataclass(frozen=True)
class Fault:
    """One fault: where in the file it lies, and on which page (from 1; 0 where that is not known)."""

    kind: FaultKind
    at: int = 0
    name: str = ''
    page: int = 0
    happened: Happened = Happened.CHANGED
    """What became of it, where the kind leaves that open."""
    entry: str = ''
    """Which entry of it is other than before, by its key."""
    before: str = ''
    after: str = ''
    """What the entry said and says, where that can be read."""
    whose: str = ''
    """Of a tag: what it marks (its `/S`). Of a signature: its field. Of a widget: the name of its field."""


class FaultyError(Exception):
    """What follows cannot be accounted for, because of this fault."""

    def __init__(self, fault: Fault) -> None:
        """Carry the fault."""
        super().__init__(fault.kind.value)
        self.fault = fault
