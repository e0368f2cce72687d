"""The id of a story in an address."""

from django.urls.converters import IntConverter


class StoryId(IntConverter):
    """Up to eighteen digits: what a bigint holds, so that no number is an error of the database."""

    regex = "[1-9][0-9]{0,17}"
