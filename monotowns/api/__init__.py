"""The registry in the API: each figure with its source, date and area, each group with its edition."""
