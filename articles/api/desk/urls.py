"""Addresses of the desk, below /api/v1/desk/."""

from django.urls import path

from articles.api.desk import photos, steps, stories

urlpatterns = [
    path("stories/", stories.Drafts.as_view(), name="desk_stories"),
    path("stories/<story:pk>/", stories.Draft.as_view(), name="desk_story"),
    path("stories/<story:pk>/submit/", steps.Submit.as_view(), name="desk_submit"),
    path("stories/<story:pk>/return/", steps.Return.as_view(), name="desk_return"),
    path("stories/<story:pk>/ready/", steps.Ready.as_view(), name="desk_ready"),
    path("stories/<story:pk>/reopen/", steps.Reopen.as_view(), name="desk_reopen"),
    path("stories/<story:pk>/publish/", steps.Publish.as_view(), name="desk_publish"),
    path("photos/", photos.Photos.as_view(), name="desk_photos"),
    path("photos/<slug:key>/", photos.OnePhoto.as_view(), name="desk_photo"),
]
