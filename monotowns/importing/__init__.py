"""Facts of the registry from CSV: read, compare with what is there, and write all of it or nothing.

`reading` refuses what is no clean table, `facts` turns rows into wanted facts, `planning` compares them with
the database, `applying` writes.
"""
