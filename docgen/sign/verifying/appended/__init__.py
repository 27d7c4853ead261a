"""What lies in a file after its first signed part: every byte and every object accounted for."""
