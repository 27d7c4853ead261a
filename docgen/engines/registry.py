"""The table of engines, by name. An engine is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.engines.protocol import Converter
    from docgen.fonts import FontCatalogue


def _typst() -> Converter:
    from docgen.engines.typst.engine import TypstConverter

    return TypstConverter()


def _libreoffice() -> Converter:
    from docgen.engines.libreoffice import LibreOfficeConverter

    return LibreOfficeConverter()


_ENGINES: dict[str, Callable[[], Converter]] = {'typst': _typst, 'libreoffice': _libreoffice}


def engines() -> tuple[str, ...]:
    """The names that `converter` knows."""
    return tuple(_ENGINES)


def converter(engine: str, catalogue: FontCatalogue | None = None) -> Converter:
    """The engine of that name.

    Args:
        engine: `typst` or `libreoffice`.
        catalogue: the workspace's fonts; None knows the pinned packages and the machine's, and no stand-ins.

    Raises:
        FindingsError: `engine-unknown`.
    """
    if engine not in _ENGINES:
        raise FindingsError(
            Finding(
                'engine-unknown',
                f"Motorn ”{engine}” finns inte.",
                "Motorn gör PDF av Word-filerna.",
                f"Skriv någon av: {', '.join(_ENGINES)}.",
            )
        )
    made = _ENGINES[engine]()
    if catalogue is not None:
        made.catalogue = catalogue
    return made
