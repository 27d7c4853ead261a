"""The verdict on signed files, tried at large: `python -m tests.verdict --help`."""
