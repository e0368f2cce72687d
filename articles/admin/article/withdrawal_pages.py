"""Taking a story from readers, with the reason that they see."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.article import pages
from articles.admin.article.publishing_forms import VersionForm, changed_meanwhile
from articles.models import Article
from articles.policy import Action
from articles.revisions import StaleVersionError

# Offered in the language of the story; any other words may be written.
USUAL_REASONS: list[str | Promise] = [
    gettext_lazy("The information was not confirmed."),
    gettext_lazy("The story was published by mistake."),
    gettext_lazy("At the request of the person whom the story was about."),
    gettext_lazy("To protect personal data."),
    gettext_lazy("By a decision of a court."),
    gettext_lazy("The rights to the text or the photos were violated."),
    gettext_lazy("The story repeats one that was published before."),
]


class WithdrawForm(VersionForm):
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        help_text=gettext_lazy("Readers see it at the address of the story, in the language of the story."),
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "usual-reasons", "autocomplete": "off"}),
    )
    internal_note = forms.CharField(
        label=gettext_lazy("note for colleagues"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Only the log of the story keeps it; readers never see it."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"}),
    )

    def __init__(self, data: Any, *, article: Article) -> None:
        super().__init__(data, initial={"version": article.version})
        self.fields["reason"].widget.attrs["lang"] = article.language


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"withdraw": ("withdraw/", withdraw)})


def withdraw(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = pages.story(request, article_id, Action.WITHDRAW)
    form = WithdrawForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        article.version = form.cleaned_data["version"]
        reason, note = form.cleaned_data["reason"], form.cleaned_data["internal_note"]
        try:
            publishing.withdraw(article, reason=reason, internal_note=note, by=pages.member(request))
        except StaleVersionError:
            form.add_error(None, changed_meanwhile())
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            return pages.done(desk, request, article, _("Withdrawn: %(reason)s") % {"reason": reason})
    context = {
        "form": form,
        "title": _("Withdraw"),
        "warnings": [],
        "usual_reasons": usual_reasons(article.language),
    }
    if article.publication != Article.Publication.PUBLISHED:
        context["warnings"] = [_("The story is not published: there is nothing to withdraw.")]
    return pages.story_page(desk, request, article, "withdraw", context)


def usual_reasons(language: str) -> list[str]:
    with translation.override(language):
        return [str(reason) for reason in USUAL_REASONS]
