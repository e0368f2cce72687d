"""A large corpus of stories for measuring: made up, marked, removable, and never part of a newsroom's own.

Everything of it stands under rubrics, authors, topics and photos whose names begin with `load-`.
"""
