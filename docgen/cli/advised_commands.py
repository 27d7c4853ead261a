"""Commands that a message advises, as they work when pasted where the user stands: in the workspace that was named."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click

_ADVISED = re.compile(
    r'\bdocgen (?=(?:open|next|commitments|follow-up|diff|compare|build|check|template|web|fix|sign|status|print'
    r'|receive|verify|publish|archive|schema|doctor)\b)'
)
"""Before the commands that work in a workspace; one that has options of docgen's own is left as it is."""
_PLAIN = re.compile(r'[\w@%+=:,./-]+')


def advised(text: str) -> str:
    """Give a text with the workspace that the user named put into each command that it advises."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().obj if context else None
    return within(text, chosen) if isinstance(chosen, Path) and chosen.absolute() != _here() else text


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def within(text: str, workspace: str | Path) -> str:
    """Give a text with a workspace put into each command that it advises."""
    return _ADVISED.sub(lambda _: f'docgen --workspace {quoted(str(workspace))} ', text)


def quoted(path: str) -> str:
    """Write a path as a command line takes it, in quotation marks where a space or another sign would part it."""
    if _PLAIN.fullmatch(path):
        return path
    return f'"{path}"' if os.name == 'nt' or not set(path) & set('"$`\\!') else shlex.quote(path)
