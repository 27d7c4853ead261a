"""From a folder to a Workspace: every file read, every defect found and told at once, and what is whole given along."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from pydantic import BaseModel, ValidationError

from docgen.errors import Finding, FindingsError, Place, Severity
from docgen.file_names import is_aside
from docgen.fonts import FontCatalogue
from docgen.model import Agreement, FollowUp, Party, Promise, Record, Settings, Wording
from docgen.workspace.file_names import file_name_findings, misnamed
from docgen.workspace.yaml_source import KeyPath, YamlSource, as_json, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

_log = logging.getLogger(__name__)

RecordKind = Literal['settings', 'party', 'agreement', 'promise', 'follow_up']
_FILES = ('workspace.yaml', 'parties.yaml', 'wording.yaml')
AnyRecord = TypeVar('AnyRecord', bound=Record)


class PartyList(Record):
    """The file of parties."""

    parties: tuple[Party, ...]
    """Parter. Alla som överenskommelser och löften hänvisar till."""


@dataclass(frozen=True)
class Workspace:
    """All data of one municipality's documents, and where each value stands."""

    root: Path
    settings: Settings
    parties: dict[str, Party]
    agreements: dict[str, Agreement]
    promises: dict[str, Promise]
    follow_ups: dict[str, FollowUp]
    """By the follow-up's own id: a promise may be followed up several times."""
    sources: dict[tuple[str, str], tuple[YamlSource, KeyPath]] = field(repr=False)
    wording: Wording = field(default_factory=Wording, repr=False)
    """The fixed sentences of documents and pages, with the workspace's own in place of docgen's."""
    set_aside: tuple[str, ...] = ()
    """Names, without ending, of files that were set aside, since what is asked for needs nothing of them."""

    @property
    def templates(self) -> Path:
        """The folder of Word templates and logos."""
        return self.root / 'templates'

    @property
    def fonts(self) -> FontCatalogue:
        """The fonts that its templates may ask for: its own in `templates/fonts`, the pinned, the machine's."""
        return FontCatalogue(self.templates / 'fonts', self.settings.fonts)

    @property
    def output(self) -> Path:
        """The folder that builds write to unless told otherwise."""
        return self.root / 'output'

    def follow_ups_of(self, promise_id: str | None) -> tuple[FollowUp, ...]:
        """Give the follow-ups of a promise in the order of their periods, the shorter first."""
        own = [each for each in self.follow_ups.values() if each.promise == promise_id]
        return tuple(sorted(own, key=lambda each: (each.period.end or each.period.start, each.period.start, each.id)))

    def final_follow_ups(self, promise_id: str | None) -> tuple[FollowUp, ...]:
        """Give the follow-ups that account for a promise as a whole, and are appended to the next one.

        Those that are said to be final, else those that cover the whole period, else the only one there is. They are
        several where the parties have written one each.
        """
        own = self.follow_ups_of(promise_id)
        open_ones = [each for each in own if each.final is None]
        promise = self.promises.get(promise_id or '')
        whole = [each for each in open_ones if promise is not None and each.period.includes(promise.period)]
        return tuple([each for each in own if each.final] or whole or (open_ones if len(own) == 1 else ()))

    def place(self, kind: RecordKind, record_id: str, *path: str | int) -> Place:
        """Give the place of a value in a record, or of its nearest parent.

        Args:
            kind: what the record is.
            record_id: its id; '' for the settings.
            path: keys and positions in lists, from 0.
        """
        source, prefix = self.sources[kind, record_id]
        return source.place((*prefix, *path))

    def without(self, files: Collection[Path | None]) -> Workspace:
        """Give the workspace without the agreements, promises and follow-ups of those files."""

        def kept(kind: RecordKind, records: dict[str, AnyRecord]) -> dict[str, AnyRecord]:
            return {key: each for key, each in records.items() if self.sources[kind, key][0].file not in files}

        return replace(
            self,
            agreements=kept('agreement', self.agreements),
            promises=kept('promise', self.promises),
            follow_ups=kept('follow_up', self.follow_ups),
            set_aside=tuple(sorted({*self.set_aside, *(file.stem for file in files if file is not None)})),
        )


@dataclass(frozen=True)
class Loaded:
    """What could be read of a workspace, and what was wrong with the rest."""

    workspace: Workspace | None
    """The records that are whole; None without settings."""
    findings: tuple[Finding, ...]
    incomplete: frozenset[RecordKind]
    """Kinds of which a record could not be read: one that is not there may be in a file with defects."""


def load(root: Path, *, draft: bool = False) -> Workspace:
    """Read a workspace.

    Args:
        root: the folder that holds `data/` and `templates/`.
        draft: fill missing texts with a visible gap mark instead of refusing.

    Raises:
        FindingsError: with every defect of every file.
    """
    loaded = read(root, draft=draft)
    if loaded.workspace is None or any(each.severity is Severity.ERROR for each in loaded.findings):
        raise FindingsError(loaded.findings)
    return loaded.workspace


def read(root: Path, *, draft: bool = False) -> Loaded:
    """Read as much of a workspace as can be read; see `load`."""
    _log.info("läser %s", root / 'data')
    return _Loader(root, draft=draft).loaded()


def read_wording(root: Path) -> Wording:
    """Read only the fixed sentences of a workspace, for what needs nothing else of it.

    Raises:
        FindingsError: data/wording.yaml cannot be read or has a sentence that cannot be used.
    """
    loader = _Loader(root, draft=False)
    wording = loader.wording()
    if loader.findings:
        raise FindingsError(loader.findings)
    return wording


class _Loader:
    def __init__(self, root: Path, *, draft: bool) -> None:
        self.root = root
        self.data = root / 'data'
        self.draft = draft
        self.findings: list[Finding] = []
        self.incomplete: set[RecordKind] = set()
        self.sources: dict[tuple[str, str], tuple[YamlSource, KeyPath]] = {}

    def loaded(self) -> Loaded:
        settings = self._settings()
        parties = self._parties()
        agreements = self._folder('agreement', 'agreements', Agreement, lambda record: record.id)
        promises = self._folder('promise', 'promises', Promise, lambda record: record.id)
        follow_ups = self._folder('follow_up', 'follow-ups', FollowUp, lambda record: record.id)
        wording = self.wording()
        self._strangers()
        for folder in (self.data, self.data.parent / 'templates'):
            self.findings.extend(file_name_findings(folder))
        workspace = None
        if settings is not None:
            workspace = Workspace(self.root, settings, parties, agreements, promises, follow_ups, self.sources, wording)
        return Loaded(workspace, tuple(self.findings), frozenset(self.incomplete))

    def _settings(self) -> Settings | None:
        source = self._read(self.data / 'workspace.yaml')
        settings = self._record(source, Settings) if source else None
        if source and settings:
            self.sources['settings', ''] = (source, ())
        else:
            self.incomplete.add('settings')
        return settings

    def wording(self) -> Wording:
        """Give the fixed sentences; what is wrong with them is added to the findings."""
        file = self.data / 'wording.yaml'
        source = self._read(file) if file.exists() else None
        return (self._record(source, Wording, gaps=False) if source else None) or Wording()

    def _parties(self) -> dict[str, Party]:
        source = self._read(self.data / 'parties.yaml')
        listed = self._record(source, PartyList) if source else None
        parties: dict[str, Party] = {}
        if not source or not listed:
            self.incomplete.add('party')
            return parties
        for index, party in enumerate(listed.parties):
            path: KeyPath = ('parties', index)
            if party.id in parties:
                self._duplicate(source, (*path, 'id'), party.id, self.sources['party', party.id])
                continue
            parties[party.id] = party
            self.sources['party', party.id] = (source, path)
        return parties

    def _folder(
        self, kind: RecordKind, folder: str, model: type[AnyRecord], identify: Callable[[AnyRecord], str]
    ) -> dict[str, AnyRecord]:
        records: dict[str, AnyRecord] = {}
        for file in sorted(path for path in (self.data / folder).glob('*.y*ml') if not is_aside(path.name)):
            source = self._read(file)
            record = self._record(source, model) if source else None
            if not source or record is None:
                self.incomplete.add(kind)
                continue
            record_id = identify(record)
            if record_id in records:
                self._duplicate(source, ('id',), record_id, self.sources[kind, record_id])
                continue
            records[record_id] = record
            self.sources[kind, record_id] = (source, ())
        return records

    def _read(self, file: Path) -> YamlSource | None:
        try:
            return read_yaml(file)
        except FindingsError as error:
            self.findings.extend(error.findings)
            return None

    def _record(self, source: YamlSource, model: type[AnyRecord], *, gaps: bool = True) -> AnyRecord | None:
        try:
            return _validated(model, source.data)
        except ValidationError as error:
            from docgen.workspace.draft_gaps import fill_gaps
            from docgen.workspace.validation_messages import explain

            if self.draft and gaps:
                try:
                    return cast('AnyRecord', fill_gaps(model, source.data, error))
                except ValidationError as remaining:
                    error = remaining
            self.findings.extend(explain(error, source, cast('type[BaseModel]', model)))
            return None

    def _duplicate(self, source: YamlSource, path: KeyPath, record_id: str, first: tuple[YamlSource, KeyPath]) -> None:
        before = first[0].place((*first[1], *path[-1:]))
        if first[0].file == source.file:
            what = f"Id ”{record_id}” används två gånger, först på rad {before.line}."
            do, place = "Ge den ena posten ett eget id.", source.place(path)
        else:
            # The file that is named after something else than its id is the likelier copy.
            place = source.place(path) if first[0].file.stem == record_id else before
            what = f"Två filer har id ”{record_id}”: {first[0].file.name} och {source.file.name}."
            do = "Är en av dem en kopia? Flytta ut den ur mappen, eller ge den ett eget id."
        self.findings.append(Finding('data-duplicate-id', what, "Hänvisningar till det blir tvetydiga.", do, place))

    def _strangers(self) -> None:
        """Name YAML files that nothing reads: a file in the wrong folder would silently be left out."""
        read = {'agreements', 'promises', 'follow-ups', 'schemas'}
        for file in self._yaml_files():
            relative = file.relative_to(self.data)
            known = (len(relative.parts) == 1 and relative.name in _FILES) or (
                len(relative.parts) == 2 and relative.parts[0] in read
            )
            if not known:
                self.incomplete |= {'agreement', 'promise', 'follow_up'}
                self.findings.append(
                    Finding(
                        'file-stray',
                        "Filen ligger där docgen inte läser den.",
                        "Uppgifterna i den skulle inte komma med i något dokument.",
                        "Flytta den till agreements, promises eller follow-ups, eller ta bort den.",
                        Place(file),
                    )
                )

        for path in sorted(self.data.rglob('*')):
            wrong = misnamed(path) if path.is_file() else None
            if wrong is not None:
                self.findings.append(wrong)

    def _yaml_files(self) -> Iterable[Path]:
        names = (path for path in self.data.rglob('*') if path.suffix in ('.yaml', '.yml'))
        return sorted(path for path in names if not is_aside(path.name))


def _validated(model: type[AnyRecord], data: object) -> AnyRecord:
    return model.model_validate_json(as_json(data))
