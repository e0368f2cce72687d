"""Which topics a story has."""

from django.db import models

from articles.models.dated import Dated


class Tagging(Dated):
    article = models.ForeignKey("articles.Article", models.CASCADE)
    topic = models.ForeignKey("articles.Topic", models.CASCADE)

    class Meta:
        # Older than this model: Django made the table for the field alone.
        db_table = "articles_article_topics"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "topic"], name="articles_article_topics_article_id_topic_id_e17776b6_uniq"
            ),
        ]
        indexes = [models.Index(fields=["topic", "-published_at", "-article"], name="tagging_newest")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.topic_id}"
