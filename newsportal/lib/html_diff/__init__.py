"""Two bodies of stories compared: `compare` pairs their passages, `markup.body` shows the result."""

from newsportal.lib.html_diff.comparing import PassageChange, Status, compare, counts

__all__ = ["PassageChange", "Status", "compare", "counts"]
