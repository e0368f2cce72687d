"""The address of a story, asked first: most requests are for stories. So it leaves out all other sections.

What begins as one of them and has the number of a story was never its address, and does not lead there.
"""

from django.urls import re_path

from articles.models.rubric import RESERVED_SEGMENTS
from articles.views import stories

# No rubric begins with one of them; what does may look like a story, as a day of rates.
OTHERS = "|".join(sorted(RESERVED_SEGMENTS))

urlpatterns = [
    re_path(
        rf"^(?!(?:{OTHERS})/)"
        r"(?P<rubric_path>[a-z][a-z0-9/-]*)/(?P<pk>[1-9]\d{0,17})-(?P<slug>[-a-zA-Z0-9_]+)/$",
        stories.story,
        name="story",
    ),
]
