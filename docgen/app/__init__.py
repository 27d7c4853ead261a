"""The local page: forms, previews and buttons for all that the commands do, for those who never open a terminal.

`server/` starts it and guards it, `data/` reads and saves the workspace's files, `forms/` turns models into forms and
back, `pages/` holds one file per area of the page. A page calls the public API of `docgen`, as a program would.
"""
