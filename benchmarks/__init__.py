"""How fast documents are made, measured against the plain way of making them. `python -m benchmarks` runs it all."""
