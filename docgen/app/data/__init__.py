"""The workspace's files as the page reads and saves them, and the history of every save."""
