"""How a PDF is opened and read: its tags, marked content, text and page pictures. Shared by all rooms of `pdf`."""
