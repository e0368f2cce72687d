"""What a page has by the hundred, made in Python: a template takes ten times as long for the same.

Everything that comes from the database is escaped here; the words around it come from the catalogues.
"""
