"""Steps of work, and publishing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles import locking, policy, work
from articles.admin.article.publishing_forms import PublishForm
from articles.admin.article.warnings_form import WarningsForm, warnings_of
from articles.api.desk.access import DeskView
from articles.api.desk.bodies import NoteBody, PublishBody, RemarkBody
from articles.api.desk.reading import desk_story
from articles.api.desk.shapes import DeskStory, StaleProblem
from articles.api.desk.stories import answer
from articles.api.desk.versions import IF_MATCH, StaleVersion, tag_of, version_read
from articles.models import Article, KeyScope
from newsportal.lib.rest.bodies import refuse_unless_valid
from newsportal.lib.rest.problems import Problem
from newsportal.lib.rest.writing import writes

ANSWERS: dict[int, Any] = {200: DeskStory}
STALE: dict[int, type[Problem]] = {412: StaleProblem}
ALSO = (428,)


class StepView(DeskView):
    """One step for the version that was read: none is taken for a text that nobody has looked at."""

    also = (403, 404)
    http_method_names = ["post", "options"]

    def held(self, request: Request, pk: int) -> Article:
        """The story, held until the transaction ends. Raises NoVersion, Http404, StaleVersion."""
        tags = version_read(request)
        locking.hold_row(self.story(pk))
        article = self.story(pk)
        if tag_of(article) not in tags:
            raise StaleVersion(desk_story(article), tag_of(article))
        return article


class Submit(StepView):
    @writes("desk_stories_submit", ANSWERS, body=NoteBody, also=ALSO, headers=(IF_MATCH,), problems=STALE)
    def post(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Send the newest version to review."""
        with transaction.atomic():
            work.submit(self.held(request, pk), by=self.member, note=sent["note"])
        return answer(self.story(pk))


class Return(StepView):
    @writes("desk_stories_return", ANSWERS, body=RemarkBody, also=ALSO, headers=(IF_MATCH,), problems=STALE)
    def post(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Give it back to who wrote it, with a remark."""
        with transaction.atomic():
            work.return_with_remark(self.held(request, pk), by=self.member, remark=sent["note"])
        return answer(self.story(pk))


class Ready(StepView):
    @writes("desk_stories_ready", ANSWERS, body=NoteBody, also=ALSO, headers=(IF_MATCH,), problems=STALE)
    def post(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Say that it can be published."""
        with transaction.atomic():
            work.mark_ready(self.held(request, pk), by=self.member, note=sent["note"])
        return answer(self.story(pk))


class Reopen(StepView):
    @writes("desk_stories_reopen", ANSWERS, body=NoteBody, also=ALSO, headers=(IF_MATCH,), problems=STALE)
    def post(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Take it back to write on."""
        with transaction.atomic():
            work.reopen(self.held(request, pk), by=self.member, note=sent["note"])
        return answer(self.story(pk))


class Publish(StepView):
    """For a key that publishes and reads drafts too, whose owner may publish this story on the desk."""

    # A stale version answers with the whole text.
    scopes = (KeyScope.DRAFTS, KeyScope.PUBLISH)

    @writes("desk_stories_publish", ANSWERS, body=PublishBody, also=ALSO, headers=(IF_MATCH,), problems=STALE)
    def post(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Publish the version that was read, at once or `at` a moment to come.

        The check of the desk is made here too: what it finds is mended, or `accepted` with a reason.
        """
        with transaction.atomic():
            article = self.held(request, pk)
            revision = article.working_revision
            if revision is None:
                raise ValidationError(_("The story has no version yet: save one."))
            if not (verdict := policy.may_publish(self.member, article, revision)):
                raise PermissionDenied(verdict.reason)
            asked = {"version": article.version, "revision": revision.pk, "change": sent.get("change", "")}
            when = {"when": "at", "at": sent["at"].isoformat()} if sent["at"] else {"when": "now"}
            form = PublishForm(asked | when, article=article, revision=revision, user=self.member)
            refuse_unless_valid(form, {"__all__": "non_field_errors", "revision": "non_field_errors"})
            found = warnings_of(article, revision, publish_at=form.moment)
            reasons = {f"reason-{mark}": reason for mark, reason in sent["accepted"].items()}
            checked = WarningsForm(reasons, article=article, found=found)
            _refuse_open_warnings(checked)
            form.publish(details={"accepted": checked.accepted} if checked.accepted else None)
        return answer(self.story(pk))


def _refuse_open_warnings(checked: WarningsForm) -> None:
    """Raises ValidationError: each warning by its fingerprint, and what is to be mended in any case."""
    if checked.is_valid():
        return
    faults: dict[str, Any] = {}
    if checked.blockers:
        faults["non_field_errors"] = [
            ErrorDetail(f"{warning.message} {warning.excerpt}".strip(), code=warning.code)
            for warning in checked.blockers
        ]
    faults["accepted"] = {
        warning.fingerprint: [ErrorDetail(f"{warning.message} {warning.excerpt}".strip(), code=warning.code)]
        for name, warning in checked.found.items()
        if name in checked.errors
    }
    raise ValidationError(faults)
