"""Telling others of stories: what is due, how it is signed, one attempt (docs/decisions/webhooks.md)."""
