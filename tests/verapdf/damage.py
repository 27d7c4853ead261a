"""Damaged copies of sound files: families of damage by name, each applied with a seeded choice of place."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

T = TypeVar('T')
Damage = Callable[[pikepdf.Pdf, Random], None]
ByteDamage = Callable[[bytes, Random], bytes]


class NotHere(Exception):  # noqa: N818 - not an error: this file has nothing that the damage could be done to
    """The file has nothing to damage in this way."""


class Damages(dict[str, Damage]):
    """Damages by family."""

    def add(self, family: str) -> Callable[[Damage], Damage]:
        def added(damage: Damage) -> Damage:
            assert family not in self
            self[family] = damage
            return damage

        return added


class ByteDamages(dict[str, ByteDamage]):
    """Damages to the file as bytes, by family."""

    def add(self, family: str) -> Callable[[ByteDamage], ByteDamage]:
        def added(damage: ByteDamage) -> ByteDamage:
            assert family not in self
            self[family] = damage
            return damage

        return added


@dataclass(frozen=True)
class Mutant:
    """A damaged copy and what it was made from."""

    family: str
    base: Path
    path: Path


def pick(random: Random, choices: Sequence[T]) -> T:
    """One of these. Raises NotHere when there is none."""
    if not choices:
        raise NotHere
    return random.choice(choices)


def pick_two(random: Random, choices: Sequence[T]) -> list[T]:
    """Two of these. Raises NotHere when there are fewer."""
    if len(choices) < 2:
        raise NotHere
    return random.sample(choices, 2)


def mutants(
    bases: Iterable[Path], folder: Path, damages: Damages, byte_damages: ByteDamages, *, copies: int = 1
) -> list[Mutant]:
    """Damaged copies of each base by each family that it has room for; no two alike."""
    found: list[Mutant] = []
    seen: set[str] = set()
    for base in bases:
        for family in (*damages, *byte_damages):
            for copy in range(copies):
                random = Random(f'{family} {base.name} {copy}')
                try:
                    data = _damaged(base, random, damages.get(family), byte_damages.get(family))
                except NotHere:
                    break
                digest = hashlib.sha256(data).hexdigest()
                if digest not in seen:
                    seen.add(digest)
                    path = folder / f'{len(found):04} {family.replace("/", "")} {copy}.pdf'
                    path.write_bytes(data)
                    found.append(Mutant(family, base, path))
    return found


def saved_again(base: Path) -> bytes:
    """A copy with no damage, written as the damaged ones are."""
    return _damaged(base, Random(0), None, None)


def _damaged(base: Path, random: Random, damage: Damage | None, byte_damage: ByteDamage | None) -> bytes:
    with pikepdf.open(base) as pdf:
        if damage is not None:
            damage(pdf, random)
        out = io.BytesIO()
        pdf.save(
            out,
            fix_metadata_version=False,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    data = out.getvalue()
    return data if byte_damage is None else byte_damage(data, random)
