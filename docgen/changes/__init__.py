"""What differs between two periods, by meaning; and what somebody has changed in the Word file of a draft."""
