"""What stands on the desk of a member of the newsroom: one module for each kind of block."""
