"""Finding photos of the library by the words of their facts."""

from django.db.models import Func, Q, QuerySet, TextField

from articles.models import Photo
from articles.search import fold
from newsportal.lib.text import legal

# In the order in which the SQL function takes them; the index `photo_words_trgm` is made of the same.
SEARCHED = ("alt_ru", "alt_kk", "caption_ru", "caption_kk", "credit", "key")
MAX_WORDS = 6


def matching(photos: "QuerySet[Photo]", text: str) -> "QuerySet[Photo]":
    """Photos with every word somewhere in alternative text, caption, credit or key; е finds ё."""
    words = fold(legal(text)).split()[:MAX_WORDS]
    if not words:
        return photos
    facts = Func(*SEARCHED, function="articles_photo_words", output_field=TextField())
    condition = Q()
    for word in words:
        condition &= Q(words__contains=word)
    return photos.alias(words=facts).filter(condition)
