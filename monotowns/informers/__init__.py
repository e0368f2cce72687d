"""The registry on other sites: a table, a map, or the card of one town, each a page for a frame."""
