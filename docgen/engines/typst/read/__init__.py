"""Reading: a filled Word package becomes a `Document` with every style resolved, or is refused by name and place."""
