"""Two texts compared word by word: `diff` finds the runs, `markup.words` shows them."""

from newsportal.lib.word_diff.comparing import Kind, Run, WordDiff, counterparts, diff

__all__ = ["Kind", "Run", "WordDiff", "counterparts", "diff"]
