"""Stories that a notice suggests: facts, and sentences for them in each language of the site.

The sentences become text of a story, in the story's language and not in that of whoever clicks. So they are
data, like the words of the weather codes, and stand here in both languages instead of in the catalogues.
"""
