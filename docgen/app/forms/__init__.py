"""Forms made from the model: a model's fields become questions in Swedish, and what was typed becomes data again.

`kinds` tells what sort of question a model's field is, `fields` makes the questions of a record with its values and
findings, `answers` reads a form back, `values` writes and reads dates and numbers as people do.
"""
