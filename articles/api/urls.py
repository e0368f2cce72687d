"""Addresses of the newsroom's resources, below /api/v1/."""

from django.urls import path, register_converter

from articles.api.converters import StoryId
from articles.api.views import stories

register_converter(StoryId, "story")

urlpatterns = [
    path("articles/", stories.Articles.as_view(), name="articles"),
    path("articles/by-address/", stories.ArticleByAddress.as_view(), name="article_by_address"),
    path("articles/<story:pk>/", stories.ArticleById.as_view(), name="article"),
    path("articles/<story:pk>/related/", stories.RelatedArticles.as_view(), name="article_related"),
    path("articles/<story:pk>/next/", stories.NextArticle.as_view(), name="article_next"),
]
