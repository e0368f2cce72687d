"""The desk of the registry's curator."""

from monotowns.admin import editions, facts, towns

__all__ = ["editions", "facts", "towns"]
