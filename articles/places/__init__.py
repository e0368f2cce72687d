"""Places in texts: which names stand where, and whether the place is really meant."""
