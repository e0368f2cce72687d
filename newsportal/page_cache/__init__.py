"""Finished pages in the memory of each web process, dropped by the database itself once they are not true.

Why and how: docs/decisions/page-cache.md. `application.PageCache` is what a request meets first.
"""
