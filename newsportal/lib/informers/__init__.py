"""Informers: parts of our pages in frames of other sites. Rates, weather and the registry have theirs."""
