"""Lays a bill of materials into the wheel: every package that an installation brings, as `uv.lock` pins them.

The file is CycloneDX 1.6 in JSON, in the place that PEP 770 gives it: `docgen-*.dist-info/sboms/docgen.cdx.json`.
Licences are those of docs/libraries.md, which a test holds to the lock.
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = 'docgen.cdx.json'
_ROW = re.compile(r'^\| ([a-z0-9-]+) \S+ \| ([^|]+) \|', re.MULTILINE)


class BillOfMaterials(BuildHookInterface[Any]):
    """hatchling calls it for every build; it acts for wheels that are to be installed elsewhere."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and have it packed."""
        if self.target_name == 'wheel' and version == 'standard':
            self._path.parent.mkdir(parents=True, exist_ok=True)
            bill = json.dumps(bill_of_materials(Path(self.root)), separators=(',', ':'))
            self._path.write_text(bill, 'utf-8')
            build_data['sbom_files'].append(str(self._path))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Leave nothing beside the wheel."""
        self._path.unlink(missing_ok=True)

    @property
    def _path(self) -> Path:
        return Path(self.directory, NAME)


def bill_of_materials(root: Path) -> dict[str, Any]:
    """Give the bill, the same for the same lock; `root` is the project's folder."""
    lock = (root / 'uv.lock').read_text('utf-8')
    locked = {each['name']: each for each in tomllib.loads(lock)['package']}
    licences = dict(_ROW.findall((root / 'docs/libraries.md').read_text('utf-8')))
    needed = _needed(locked)
    return {
        '$schema': 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        'bomFormat': 'CycloneDX',
        'specVersion': '1.6',
        'serialNumber': f'urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}',
        'version': 1,
        'metadata': {'component': {**_named(locked['docgen']), 'type': 'application'}},
        'components': [_component(locked[name], licences) for name in sorted(set(needed) - {'docgen'})],
        'dependencies': [
            {'ref': _reference(locked[name]), 'dependsOn': sorted(_reference(locked[each]) for each in needed[name])}
            for name in sorted(needed)
        ],
    }


def _needed(locked: dict[str, Any]) -> dict[str, set[str]]:
    """The packages that docgen needs to run, each with those that it needs itself."""
    found: dict[str, set[str]] = {}
    left: list[tuple[str, tuple[str, ...]]] = [('docgen', ())]
    while left:
        name, extras = left.pop()
        package = locked[name]
        further = [*package.get('dependencies', ())]
        for extra in extras:
            further += package.get('optional-dependencies', {}).get(extra, ())
        if name in found and {each['name'] for each in further} <= found[name]:
            continue
        found.setdefault(name, set()).update(each['name'] for each in further)
        left += [(each['name'], tuple(each.get('extra', ()))) for each in further]
    return found


def _named(package: dict[str, Any]) -> dict[str, Any]:
    name, version = package['name'], package['version']
    return {'bom-ref': _reference(package), 'name': name, 'version': version, 'purl': _reference(package)}


def _reference(package: dict[str, Any]) -> str:
    return f'pkg:pypi/{package["name"]}@{package["version"]}'


def _component(package: dict[str, Any], licences: dict[str, str]) -> dict[str, Any]:
    files = [*([package['sdist']] if 'sdist' in package else []), *package.get('wheels', ())]
    return {
        **_named(package),
        'type': 'library',
        'licenses': [{'license': {'name': licences[package['name']].strip()}}],
        'externalReferences': [
            {
                'type': 'distribution',
                'url': each['url'],
                'hashes': [{'alg': 'SHA-256', 'content': each['hash'].removeprefix('sha256:')}],
            }
            for each in files
        ],
    }
