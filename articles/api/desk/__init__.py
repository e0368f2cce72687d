"""The desk for programs: what a member of the newsroom does in the admin, through the same functions."""
