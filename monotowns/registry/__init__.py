"""What pages ask of the registry: plain values, in a number of queries that does not grow with the rows."""
