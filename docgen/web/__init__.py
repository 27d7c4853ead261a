"""The page and the lists for the web."""
