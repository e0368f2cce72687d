"""Resources of the registry."""
