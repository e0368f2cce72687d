"""Addresses of the newsroom's resources, below /api/v1/."""

from django.urls import include, path, register_converter

from articles.api.converters import StoryId
from articles.api.views import (
    corrections,
    outlet,
    places,
    popular,
    push,
    readings,
    search,
    sections,
    stories,
    tips,
)

register_converter(StoryId, "story")

urlpatterns = [
    path("articles/", stories.Articles.as_view(), name="articles"),
    path("articles/by-address/", stories.ArticleByAddress.as_view(), name="article_by_address"),
    path("articles/<story:pk>/", stories.ArticleById.as_view(), name="article"),
    path("articles/<story:pk>/related/", stories.RelatedArticles.as_view(), name="article_related"),
    path("articles/<story:pk>/next/", stories.NextArticle.as_view(), name="article_next"),
    path("popular/", popular.Popular.as_view(), name="popular"),
    path("search/", search.Search.as_view(), name="search"),
    path("corrections/", corrections.CorrectionList.as_view(), name="corrections"),
    path("rubrics/", sections.RubricList.as_view(), name="rubrics"),
    path("topics/", sections.TopicList.as_view(), name="topics"),
    path("topics/<slug:slug>/", sections.TopicBySlug.as_view(), name="topic"),
    path("authors/", sections.AuthorList.as_view(), name="authors"),
    path("authors/<slug:slug>/", sections.AuthorBySlug.as_view(), name="author"),
    path("sources/", sections.SourceList.as_view(), name="sources"),
    path("places/", places.PlaceList.as_view(), name="places"),
    path("places/<slug:slug>/", places.PlaceBySlug.as_view(), name="place"),
    path("outlet/", outlet.OutletView.as_view(), name="outlet"),
    path("breaking/", outlet.BreakingView.as_view(), name="breaking"),
    path("desk/", include("articles.api.desk.urls")),
    path("tips/", tips.Tips.as_view(), name="tips"),
    path("views/", readings.Readings.as_view(), name="views"),
    path("push/subscriptions/", push.Subscriptions.as_view(), name="push"),
    path("push/subscriptions/<uuid:pk>/", push.Subscription.as_view(), name="push_subscription"),
]
