"""The field of a story's text: a textarea that static/js/editor/ makes into an editor where scripts run."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse

from articles.ingest import MAX_BYTES
from articles.models.article import WORDS_A_MINUTE
from newsportal.lib import embeds, html


class BodyEditor(forms.Textarea):
    """What the scripts must know of the rules is handed to them, so that each rule stands in one place."""

    class Media:
        css = {"all": ["css/editor.css"]}
        js = [
            # Named first, so that the browser begins with the largest of the modules.
            Script("django_prose_editor/editor.js", type="module"),
            Script("js/editor/main.js", type="module"),
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(rules_for_scripts(), ensure_ascii=False)
        return context


def rules_for_scripts() -> dict[str, Any]:
    return {
        "maxBody": html.MAX_BODY,
        "maxUpload": MAX_BYTES,
        "imageSource": html.IMAGE_SOURCE.pattern,
        "embeds": {
            name: {"label": embeds.PROVIDER_NAMES[name], "hosts": sorted(hosts)}
            for name, hosts in embeds.EMBED_HOSTS.items()
        },
        "wordsAMinute": WORDS_A_MINUTE,
        "photos": reverse("admin:articles_photo_library"),
        "upload": reverse("admin:articles_photo_upload"),
        "stories": reverse("admin:articles_article_find"),
        "icons": static("editor-icons.svg"),
    }
