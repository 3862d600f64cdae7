"""Loops, splices, overprint and what the copies tell, within a page."""
