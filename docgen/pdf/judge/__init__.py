"""The judge of finished files: PDF/A-2a, PDF/UA-1, the structure audit, and the text that must be there."""
