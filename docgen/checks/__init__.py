"""The rules that hold across documents."""
