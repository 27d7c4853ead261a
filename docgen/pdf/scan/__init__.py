"""Pages from a scanner or a camera, kept as PDF/A-2a."""
