"""Web Push: readers who asked are told of a new story. Off until the operator sets the keys (VAPID)."""
