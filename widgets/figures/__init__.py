"""Observations as figures of a story: a picture pinned to a state of its series, with words beside it."""
