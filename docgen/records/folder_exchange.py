"""A folder put in another's place: in one step where the system can, else by two renames that are finished if cut.

Where the second rename is refused, as Windows does while a file is open, everything is put back as it was. A folder set
aside has a number of its own, so that one that could not be removed blocks nothing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import exchange_at_once, remove_tree, rename

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ASIDE = '.docgen-old-'
_REPLACED = '.docgen-replaced'
"""Lies in a folder set aside once another has taken its place."""


def exchange(*pairs: tuple[Path, Path]) -> None:
    """Let each new folder take the place of an old one, which may not be there, all or none.

    In one step each where the system can, else by two renames. The caller holds `place_lock`.

    Args:
        pairs: the new folder, which must lie in a work folder of the same output, and its place.

    Raises:
        OSError: one cannot be exchanged; every folder is then where it was.
        UsageError: `output-set-aside`, a folder could not be put back either; the next command does.
    """
    done: list[tuple[Path, Path, Path | None]] = []
    try:
        for new, old in pairs:
            done.append((new, old, _exchange(new, old)))
    except OSError as error:
        stuck = [old for new, old, aside in reversed(done) if not _undone(new, old, aside)]
        if stuck:
            raise UsageError(_partly(stuck)) from error
        raise
    for _, old, aside in done:
        if aside is not None:
            _remove_replaced(aside, old)


def _exchange(new: Path, old: Path) -> Path | None:
    """Exchange two folders; give where the old one lies until it is removed, None where it lies in the new one's place.

    Raises:
        OSError: both are where they were.
    """
    if not old.exists():
        rename(new, old)
        return None
    if exchange_at_once(new, old):
        return None
    aside = _free_aside(old)
    rename(old, aside)
    try:
        rename(new, old)
    except OSError:
        _put_back(aside, old)
        raise
    return aside


def _undone(new: Path, old: Path, aside: Path | None) -> bool:
    """Take an exchange back, if the system lets us."""
    try:
        if new.exists():
            return exchange_at_once(new, old)
        rename(old, new)
    except OSError:
        return False
    if aside is not None:
        _put_back(aside, old)
    return True


def _partly(changed: Sequence[Path]) -> Finding:
    names = ', '.join(each.name for each in changed)
    return Finding(
        'output-partly-changed',
        f"Bara en del är utbytt: {names}.",
        "En annan mapp gick inte att byta ut, och bytet gick inte att ta tillbaka. Det som ligger i mapparna är helt.",
        "Stäng de program som har filer i mapparna öppna och kör kommandot igen.",
        Place(changed[0]),
    )


def _put_back(aside: Path, place: Path) -> None:
    try:
        rename(aside, place)
    except OSError as error:
        raise UsageError(
            Finding(
                'output-set-aside',
                f"Mappen {place.name} heter tillfälligt {aside.name}: {reason(error)}.",
                "docgen skulle byta ut den, men något annat program höll i den medan bytet pågick. Inget är borta.",
                f"Stäng de program som har filer i mappen öppna och kör docgen build {place.name}; då läggs den "
                "tillbaka.",
                Place(aside),
            )
        ) from error


def _free_aside(place: Path) -> Path:
    """A name that no folder set aside has; the last one set aside has the highest number."""
    taken = [number for _, number, name in _set_aside(place.parent) if name == place.name]
    return place.with_name(f'{_ASIDE}{place.name}.{max(taken, default=0) + 1}')


def _set_aside(output: Path) -> list[tuple[Path, int, str]]:
    """The folders set aside, the last first, each with its number and the name of its place."""
    found = []
    for path in output.glob(f'{_ASIDE}*'):
        name, dot, number = path.name.removeprefix(_ASIDE).rpartition('.')
        counted = bool(dot) and number.isdecimal()
        found.append((path, int(number) if counted else 0, name if counted else f'{name}{dot}{number}'))
    return sorted(found, key=lambda each: each[1], reverse=True)


def _remove_replaced(aside: Path, place: Path) -> None:
    """Remove a folder that another has replaced; what cannot go now goes next time, and is never put back."""
    with contextlib.suppress(OSError):
        (aside / _REPLACED).touch()
    if (aside / _REPLACED).exists() and not remove_tree(aside, linked_from=place):
        with contextlib.suppress(OSError):
            (aside / _REPLACED).touch()


def finish_cut_renames(output: Path) -> None:
    """Put back what a killed command had set aside, and remove what was replaced."""
    for aside, _, name in _set_aside(output):
        place = output / name
        if place.exists() or (aside / _REPLACED).exists():
            _remove_replaced(aside, place)
        else:
            rename(aside, place)
