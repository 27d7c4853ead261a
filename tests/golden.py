"""What was said, kept in a JSON file beside the test: a layer that falls silent behind another one is seen.

`KEEP_GOLDEN=1 .venv/bin/pytest -n 0 tests/pdf/judge` keeps what is said now; the change is read in the diff.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def assert_as_kept(file: Path, name: str, told: Any) -> None:
    """Hold what is told under a name against what the file has for it.

    Args:
        file: the JSON file.
        name: of the case.
        told: plain data.
    """
    kept = json.loads(file.read_text('utf-8')) if file.exists() else {}
    if os.environ.get('KEEP_GOLDEN'):
        kept[name] = told
        text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
        file.write_text(text + '\n', 'utf-8')
    assert told == kept.get(name)
