"""The archive: packages that an e-archive takes in, and that anyone can check later without docgen's workspace."""
