class DemoError(Exception):
    """The demonstration cannot start; the message is one sentence for the person who started it."""
