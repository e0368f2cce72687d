"""The cache outside that the operator has named is told of changes: docs/decisions/outer-caches.md."""
