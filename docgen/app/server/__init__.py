"""How the page is served: on loopback only, to the one who started it."""
