"""The library of photos."""
