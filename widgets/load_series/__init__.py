"""Long series for measuring: made up, marked, removable. See docs/decisions/load-series.md.

The rows call themselves real, or charts and files would leave them out. What marks them is a number below
zero, where no sequence of the database ever comes. It rises with time, as that of fetched rows does.
"""
