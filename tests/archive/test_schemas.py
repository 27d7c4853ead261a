"""The schemas that packages are held to, found among the shipped files by any libxml2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from docgen.archive import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that the validator asks for."""
    addresses: list[str] = []
    real = schemas._Shipped.resolve

    def resolve(self: Any, system_url: str, public_id: str, context: Any) -> Any:
        addresses.append(system_url)
        return real(self, system_url, public_id, context)

    monkeypatch.setattr(schemas._Shipped, 'resolve', resolve)
    schemas._schema.cache_clear()
    yield addresses
    schemas._schema.cache_clear()


@pytest.mark.parametrize('name', [schemas.METS, schemas.FGS_1_2, schemas.PREMIS, schemas.DESCRIPTION, schemas.CASE])
def test_nothing_is_fetched_and_no_schema_imports_itself(name: str, asked: list[str]) -> None:
    """An older libxml2 refuses a schema that imports what lies at its own address, as on Windows."""
    assert schemas.schema_faults(b'<a/>', name)
    shipped = {each.name for each in schemas._folder().iterdir()}
    assert {each.rpartition('/')[2] for each in asked} <= shipped
    if name in (schemas.METS, schemas.FGS_1_2):
        assert f'https://docgen.invalid/{name}' in asked
        assert not any('together' in each for each in asked)
