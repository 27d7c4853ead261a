"""Puts a changed module's functions in the place of those that are loaded, so that nothing need be imported anew."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import pkgutil
from collections import defaultdict
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Functions = dict[str, dict[str, list[FunctionType]]]
"""For each file and qualified name in it, the functions that are loaded; several where a property has a setter."""


def import_everything() -> None:
    """Import each module of docgen."""
    import docgen

    for module in pkgutil.walk_packages(docgen.__path__, 'docgen.'):
        importlib.import_module(module.name)


def loaded_functions() -> Functions:
    """Give all functions that this process has loaded."""
    found: Functions = defaultdict(lambda: defaultdict(list))
    for each in gc.get_objects():
        if type(each) is FunctionType:
            found[each.__code__.co_filename][each.__code__.co_qualname].append(each)
    return found


def same_code(before: str, after: str) -> bool:
    """Say whether two texts of a module compile to the same, so that nothing can tell them apart."""
    return _key(compile(ast.unparse(ast.parse(before)), '', 'exec')) == _key(compile(after, '', 'exec'))


def swap(before: str, after: str, loaded: dict[str, list[FunctionType]]) -> bool:
    """Give the loaded functions of a module the code that they have in a changed one.

    Args:
        before: the module's text.
        after: its changed text.
        loaded: the module's functions by qualified name.

    Returns:
        Whether that is all that the change does; if not, nothing was done, and the module must be imported.
    """
    old, new = (compile(ast.unparse(ast.parse(text)), '', 'exec') for text in (before, after))
    old_functions, new_functions = _functions(old), _functions(new)
    if _body_key(old) != _body_key(new) or old_functions.keys() != new_functions.keys():
        return False
    changes = []
    for name, codes in new_functions.items():
        if [_key(code) for code in codes] == [_key(code) for code in old_functions[name]]:
            continue
        by_code = {each.__code__.co_firstlineno: each.__code__ for each in loaded.get(name, [])}
        if len(by_code) != len(codes) or len(old_functions[name]) != len(codes):
            return False
        for (_, known), was, code in zip(sorted(by_code.items()), old_functions[name], codes, strict=True):
            if _key(was) != _key(code):
                if known.co_freevars != code.co_freevars:
                    return False
                changes.append((name, known, code))
    for name, known, code in changes:
        for function in loaded[name]:
            if function.__code__ is known:
                function.__code__ = code
    return bool(changes)


def _is_function(code: CodeType) -> bool:
    return bool(code.co_flags & inspect.CO_OPTIMIZED) and not code.co_name.startswith('<')


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield from (each for each in code.co_consts if isinstance(each, CodeType))


def _functions(code: CodeType) -> dict[str, list[CodeType]]:
    """Give the functions and methods of a module or class, those within functions left out."""
    found: dict[str, list[CodeType]] = defaultdict(list)
    for each in _nested(code):
        if _is_function(each):
            found[each.co_qualname].append(each)
        elif not each.co_name.startswith('<'):
            for name, codes in _functions(each).items():
                found[name] += codes
    return dict(found)


def _key(code: CodeType) -> tuple[Any, ...]:
    constants = tuple(_key(each) if isinstance(each, CodeType) else (type(each), repr(each)) for each in code.co_consts)
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    return code.co_name, code.co_code, constants, *names, code.co_argcount, code.co_flags


def _body_key(code: CodeType) -> tuple[Any, ...]:
    """Give what a module or class runs when it is imported: all of it but the functions' own code."""
    constants = tuple(
        ('function', each.co_name)
        if isinstance(each, CodeType) and _is_function(each)
        else _body_key(each)
        if isinstance(each, CodeType)
        else (type(each), repr(each))
        for each in code.co_consts
    )
    return code.co_name, code.co_code, constants, code.co_names
