"""aiohttp is loaded when something is asked of a network, though pyHanko names it in its annotations from the start.

Verifying a file asks nothing of any network unless told to, and loading aiohttp took a tenth of it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_NAME = 'aiohttp'


class _WhenAsked(ModuleType):
    """Stands in for the module; while pyHanko is loaded it answers with what may stand in an annotation."""

    loading = True

    def __getattr__(self, name: str) -> Any:
        if name.startswith('__') and name != '__path__':
            raise AttributeError(name)
        if self.loading:
            return object
        return getattr(self._real(), name)

    def _real(self) -> ModuleType:
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        import aiohttp

        return aiohttp


def load_pyhanko() -> None:
    """Load what of pyHanko verifies, without the library that it would ask a network with."""
    if _NAME in sys.modules:
        return
    stand_in = _WhenAsked(_NAME)
    sys.modules[_NAME] = stand_in
    try:
        import pyhanko.sign.validation.qualified.assess  # noqa: F401
    finally:
        stand_in.loading = False
