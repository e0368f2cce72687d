class ClusterError(Exception):
    """The cluster cannot be had; the message is one sentence for the person who started the program."""
