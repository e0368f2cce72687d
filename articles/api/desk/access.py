"""Before any resource of the desk: a key with the right purpose, and an owner whom the policy lets."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from articles import policy
from articles.models import ApiKey, Article, KeyScope, User
from articles.policy import Action
from newsportal.lib.rest.reading import ResourceView

RELATED = ("rubric", "live_revision", "scheduled_revision", "working_revision__saved_by")
# What readers have: the working version is what the desk works on.
LARGE = ("body", "body_text", "search_vector", "place_tokens")


class KeyForThis(BasePermission):
    """Asked before anything is looked for: a refusal says nothing of what there is."""

    def has_permission(self, request: Request, view: Any) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            raise NotAuthenticated(_("Send a key of a member of the newsroom."))
        if key.owner is None or not set(view.scopes) <= set(key.scopes):
            raise PermissionDenied(_("The key is not for this. Make another one on the desk."))
        return True


class DeskView(ResourceView):
    """`scopes` is all that the key must be for."""

    group = "desk"
    also: ClassVar[tuple[int, ...]] = (403,)
    scopes: ClassVar[tuple[KeyScope, ...]] = (KeyScope.DRAFTS,)
    permission_classes = [KeyForThis]

    @property
    def member(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  # `KeyForThis` has looked
        return user

    @property
    def sender(self) -> str:
        """Whose Idempotency-Key it is."""
        return f"key:{self.request.auth.pk}"

    def story(self, pk: int) -> Article:
        """Raises Http404 also for who may not look."""
        article = Article.objects.select_related(*RELATED).defer(*LARGE).filter(pk=pk).first()
        if article is None or not policy.has_right(self.member, Action.VIEW, article):
            raise Http404
        return article

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        # Drafts are kept by nobody on the way.
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
