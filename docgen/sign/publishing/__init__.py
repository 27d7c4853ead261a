"""Publishing: the copies that everyone may see."""
