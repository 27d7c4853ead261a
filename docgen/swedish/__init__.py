"""Swedish as the documents write it and read it: dates, numbers, lists, file names, numbers in running text, LIX."""

from docgen.swedish.numbers_in_text import NumberInText, NumberKind, Qualifier, find_numbers, parse_number
from docgen.swedish.readability import lix
from docgen.swedish.writing import (
    NO_BREAK_SPACE,
    file_size,
    iso_date,
    join_list,
    long_date,
    number,
    number_words,
    percent,
    period_text,
    plural,
    slug,
)

__all__ = [
    'NO_BREAK_SPACE',
    'NumberInText',
    'NumberKind',
    'Qualifier',
    'file_size',
    'find_numbers',
    'iso_date',
    'join_list',
    'lix',
    'long_date',
    'number',
    'number_words',
    'parse_number',
    'percent',
    'period_text',
    'plural',
    'slug',
]
