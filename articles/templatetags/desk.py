"""The blocks of the desk: the admin's first page asks for them in its template."""

from typing import Any

from django import template

from articles import policy
from articles.desk.page import Desk
from articles.models import User
from articles.policy import Action

register = template.Library()


@register.simple_tag(takes_context=True)
def the_desk(context: dict[str, Any]) -> Desk:
    """`{% the_desk as desk %}`, of the person who is signed in."""
    return Desk(context["request"].user)


@register.filter
def may_do(user: User, action: str) -> bool:
    """`{% if user|may_do:"create" %}`: to any story at all."""
    return bool(policy.has_right(user, Action(action)))
