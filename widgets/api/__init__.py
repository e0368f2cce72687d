"""Weather and rates in the API: the series that the pages show, as values."""
