"""Where the files of a new workspace lie that are copied as they are.

They have one source, the repository's own workspace: a checkout takes them there, and a wheel brings them along under
`shipped` (pyproject.toml, force-include).
"""

from __future__ import annotations

from pathlib import Path

from docgen.errors import Finding, Place, ToolError

_HERE = Path(__file__).parent
_FILES = ('data/trust/README.md', '.gitignore')
_TEMPLATES = 'templates'
_OPEN_IN_WORD = '~$'
"""How the file begins that Word keeps beside a document that is open."""


def shipped_files() -> dict[str, Path]:
    """Give each file by its path in a workspace.

    Raises:
        ToolError: the installation lacks them.
    """
    inside = _HERE / 'shipped'
    root = inside if inside.is_dir() else _HERE.parents[1]
    templates = root / _TEMPLATES
    found = {f'{_TEMPLATES}/{path.name}': path for path in sorted(templates.glob('*')) if _is_template(path)}
    found |= {name: root / name for name in _FILES}
    missing = [path for path in (*found.values(), templates / 'README.md') if not path.is_file()]
    if missing:
        raise ToolError(
            Finding(
                'starter-missing',
                f"{missing[0].name} följde inte med när docgen installerades.",
                "En ny arbetsyta görs av de filer som docgen har med sig.",
                "Installera om docgen.",
                Place(missing[0]),
            )
        )
    return found


def _is_template(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(('.', _OPEN_IN_WORD))
