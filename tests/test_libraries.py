"""docs/libraries.md tells of each package that an installation brings, in the version that uv.lock pins."""

from __future__ import annotations

import re
import tomllib

from workbench import PROJECT

_ROW = re.compile(r'^\| ([a-z0-9-]+) (\S+) \| ([^|]+) \| ([^|]+) \| (\d{4}-\d\d-\d\d) \| ([^|]+) \|$', re.MULTILINE)


def installed() -> dict[str, str]:
    """The version of each package that docgen needs to run, by its name."""
    locked = {each['name']: each for each in tomllib.loads((PROJECT / 'uv.lock').read_text('utf-8'))['package']}
    found: dict[str, str] = {}
    left = [(each['name'], tuple(each.get('extra', ()))) for each in locked['docgen']['dependencies']]
    while left:
        name, extras = left.pop()
        package = locked[name]
        further = [] if name in found else list(package.get('dependencies', ()))
        for extra in extras:
            further += package.get('optional-dependencies', {}).get(extra, ())
        found[name] = package['version']
        left += [(each['name'], tuple(each.get('extra', ()))) for each in further]
    return found


def test_every_package_that_is_installed_is_told_of() -> None:
    told = {row[1]: row[2] for row in _ROW.finditer((PROJECT / 'docs/libraries.md').read_text('utf-8'))}
    assert told == installed()
