"""Pages, changes, the account and the way back: imports nothing else of the project."""
