"""Resources of the newsroom."""
