"""Webhooks at the desk: whom we tell, and the log of what was told."""
