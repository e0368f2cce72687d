"""Every table of the registry as a file: CSV, JSON, GeoJSON, and a file that says what is in it."""
