"""What differs between two PDFs, and what was covered or added after somebody signed."""
