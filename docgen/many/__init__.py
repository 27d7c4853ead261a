"""Many workspaces at once: one command for a folder of municipalities, on one machine or several.

find            which workspaces lie below a folder, or stand in a list
task            one command in one workspace, and what came of it
process_pool    tasks on this machine, each in a process of its own
cluster         tasks on several machines, through Dask
storage         workspaces that lie in an object store
register        who has an agreement, a promise and a follow-up, and how it went
tables          both results as a web page, CSV and JSON
"""
