"""The newsroom's desk. Django's own admin: one module, or one package, for each thing it edits."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import correction, outlet, people, pin, place, rubric, user
from articles.admin.api_key import model_admin as api_key
from articles.admin.article import model_admin as article
from articles.admin.photo import model_admin as photo
from articles.admin.tip import model_admin as tip
from articles.admin.webhook import model_admin as webhook

__all__ = [
    "api_key",
    "article",
    "correction",
    "outlet",
    "people",
    "photo",
    "pin",
    "place",
    "rubric",
    "tip",
    "user",
    "webhook",
]

admin.site.site_header = _("Newsroom")
admin.site.site_title = _("Newsroom")
admin.site.index_title = _("Desk")
admin.site.index_template = "admin/desk.html"
