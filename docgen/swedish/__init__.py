"""Swedish as the documents write it and read it: dates, numbers, lists, file names, numbers in running text."""

from docgen.swedish.dates_in_text import MONTHS, DateInText, days_named, find_dates, find_years, years_with_places
from docgen.swedish.nouns import one_of
from docgen.swedish.numbers_in_text import NumberInText, NumberKind, Qualifier, find_numbers, parse_number
from docgen.swedish.rates_in_text import RateInText, find_rates
from docgen.swedish.writing import (
    NO_BREAK_SPACE,
    file_size,
    iso_date,
    join_list,
    length_text,
    long_date,
    months_text,
    number,
    number_words,
    percent,
    period_text,
    plural,
    slug,
)

__all__ = [
    'MONTHS',
    'NO_BREAK_SPACE',
    'DateInText',
    'NumberInText',
    'NumberKind',
    'Qualifier',
    'RateInText',
    'days_named',
    'file_size',
    'find_dates',
    'find_numbers',
    'find_rates',
    'find_years',
    'iso_date',
    'join_list',
    'length_text',
    'long_date',
    'months_text',
    'number',
    'number_words',
    'one_of',
    'parse_number',
    'percent',
    'period_text',
    'plural',
    'slug',
    'years_with_places',
]
