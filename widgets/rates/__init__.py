"""Rates for readers: pages, pictures and files of one series."""
