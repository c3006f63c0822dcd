"""Finding and loading projects, and resolving what a user names: an id, a path, a git revision, a date.

Files and git are read here and nowhere below. Nothing outside the project is read, nothing is followed out of
it, and no file or git reference can make another program run.
"""
