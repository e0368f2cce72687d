"""The import of the command in two steps: choose a file and see what would change; say why and confirm."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin
from import_export.tmp_storages import CacheStorage

from monotowns.admin.audited import MAX_REASON
from monotowns.importing import applying, diff, reading
from monotowns.importing.planning import Plan, plan
from monotowns.importing.problems import Problem, RefusedError
from monotowns.models import Classification, Enterprise, Membership, Observation, Town
from monotowns.registry import editions

SHOWN_OF_A_TABLE = 200
EXPIRED = gettext_lazy("The file is no longer kept here. Choose it again.")
MEANWHILE = gettext_lazy("The registry was edited meanwhile: this is what would change now.")


class FileForm(forms.Form):
    import_file = forms.FileField(
        label=gettext_lazy("CSV file"), help_text=gettext_lazy("In UTF-8, 16 MB at most.")
    )
    edition = forms.ModelChoiceField(
        Classification.objects.none(),
        label=gettext_lazy("Edition"),
        to_field_name="slug",
        required=False,
        help_text=gettext_lazy("Of the groups in a table of towns, which does not name one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = Classification.objects.all()  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Names the file that was kept, and the changes that were seen."""

    kept = forms.RegexField(r"^[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    file_name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    edition = forms.SlugField(required=False, widget=forms.HiddenInput)
    seen = forms.RegexField(r"^[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    change_reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("For the history: a document, a letter, a mistake that was found."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class ImportsCsv(ImportMixin):
    """Its addresses and its button are those of django-import-export, its rules those of the command."""

    import_template_name = "admin/monotowns/import.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        models = (Town, Enterprise, Membership, Observation)
        names = [f"monotowns.{act}_{model._meta.model_name}" for model in models for act in ("add", "change")]
        return request.user.has_perms(names)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._require(request)
        initial = {"edition": editions.default_slug()}
        form = FileForm(request.POST or None, request.FILES or None, initial=initial)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, form=form)
        upload = form.cleaned_data["import_file"]
        edition = form.cleaned_data["edition"]
        try:
            if upload.size > reading.MAX_BYTES:
                raise RefusedError(Problem(upload.name, 0, "", reading.TOO_LARGE))
            content = upload.read()
            sheet = reading.parse(upload.name, content)
        except RefusedError as error:
            return self._page(request, form=form, problems=[error.problem])
        storage = CacheStorage()
        slug = edition.slug if edition else ""
        found = plan([sheet], edition=slug)
        if not found.problems and found.changes:
            storage.save(content)
        return self._page(request, form=form, found=found, kept=storage.name, edition=slug)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._require(request)
        form = ConfirmForm(request.POST)
        opts = self.model._meta
        again = redirect(f"admin:{opts.app_label}_{opts.model_name}_import")
        if request.method != "POST":
            return again
        is_ours = not set(form.errors) - {"change_reason"}
        content = CacheStorage(name=form["kept"].value()).read() if is_ours else None
        if content is None:
            messages.error(request, EXPIRED)
            return again
        name, edition = form["file_name"].value(), form["edition"].value()
        try:
            with transaction.atomic():
                applying.hold()
                found = plan([reading.parse(name, content)], edition=edition)
                if found.problems or not form.is_valid() or _digest(found) != form.cleaned_data["seen"]:
                    if form.is_valid():
                        messages.warning(request, MEANWHILE)
                    return self._page(
                        request,
                        form=FileForm(),
                        found=found,
                        kept=form["kept"].value(),
                        edition=edition,
                        confirm=form,
                    )
                applying.apply(found, by=request.user, reason=form.cleaned_data["change_reason"])  # type: ignore[arg-type]
        except RefusedError as error:
            return self._page(request, form=FileForm(), problems=[error.problem])
        CacheStorage(name=form.cleaned_data["kept"]).remove()
        messages.success(request, _("Imported: %(summary)s.") % {"summary": "; ".join(_summaries(found))})
        return redirect(f"admin:{opts.app_label}_{opts.model_name}_changelist")

    def _require(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _page(
        self,
        request: HttpRequest,
        *,
        form: FileForm,
        found: Plan | None = None,
        problems: list[Problem] | None = None,
        kept: str | None = None,
        edition: str = "",
        confirm: ConfirmForm | None = None,
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Import"),
            "opts": self.model._meta,
            "form": form,
            "problems": problems or [],
        }
        if found is not None:
            context["problems"] = found.problems.told
            context["untold"] = found.problems.untold
            context["tables"] = [_table(found, model) for model in found.models]
            if found.changes and not found.problems:
                values = {
                    "kept": kept,
                    "file_name": found.files[0],
                    "edition": edition,
                    "seen": _digest(found),
                    "change_reason": confirm["change_reason"].value() if confirm else "",
                }
                context["confirm"] = _with_errors(values, confirm)
            context["is_same"] = not found.changes and not found.problems
        return TemplateResponse(request, self.import_template_name, context)


def _with_errors(values: dict[str, Any], confirm: ConfirmForm | None) -> ConfirmForm:
    """What was typed is kept; that the reason is missing is said once somebody has tried without."""
    if confirm is not None and "change_reason" in confirm.errors:
        return ConfirmForm(values)
    return ConfirmForm(initial=values)


def _lines(found: Plan) -> list[str]:
    return [line for change in found.changes for line in diff.lines(change)]


def _digest(found: Plan) -> str:
    return hashlib.sha256("\n".join(_lines(found)).encode()).hexdigest()


def _summaries(found: Plan) -> list[str]:
    return [diff.summary(found, model) for model in found.models]


def _table(found: Plan, model: Any) -> dict[str, Any]:
    changes = found.of(model)
    lines = [line for change in changes[: SHOWN_OF_A_TABLE * 2] for line in diff.lines(change)]
    return {
        "summary": diff.summary(found, model),
        "lines": lines[:SHOWN_OF_A_TABLE],
        "more": max(len(changes) - SHOWN_OF_A_TABLE, 0),
    }
