import itertools
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from articles import content, publishing, revisions
from articles.models import Article, Rubric, User
from tests import newsroom

_numbers = itertools.count(1)


def member(*permissions: str, roles: tuple[str, ...] = (), **fields: Any) -> User:
    """A member of the newsroom with these roles, and just these permissions of `articles` beside them."""
    number = next(_numbers)
    user = User.objects.create(username=f"member{number}", is_staff=True, **fields)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
    )
    newsroom.role_groups()
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> User:
    """May write and publish."""
    return member(
        roles=("duty_editor",),
        first_name="Айгуль",
        last_name="Выпускающая",
    )


@pytest.fixture
def desk(editor: User) -> Client:
    return desk_of(editor)


@pytest.fixture
def section(db: None) -> Rubric:
    return newsroom.rubric("nature")


def draft(section: Rubric, headline: str = "Лёд на реке", **fields: Any) -> Article:
    """A story with one revision that readers have not seen."""
    values = {
        "schema": content.SCHEMA,
        "headline": headline,
        "short_title": "",
        "seo_title": "",
        "lead": "Коротко.",
        "slug": "lyod-na-reke",
        "body": "<p>Первый текст.</p>",
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": section.pk,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    } | fields
    return revisions.create_story(language="ru", content=values)  # type: ignore[arg-type]


@pytest.fixture
def story(section: Rubric) -> Article:
    return draft(section)


@pytest.fixture
def live_story(story: Article) -> Article:
    publishing.publish(story, story.revisions.get())
    return Article.objects.get(pk=story.pk)


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send back from the form at `url`, with these changes."""
    page = client.get(url)
    assert page.status_code == 200, page
    form = page.context["adminform"].form
    values = _values(form)
    for inline in page.context["inline_admin_formsets"]:
        values |= _values(inline.formset.management_form)
        for row in inline.formset.forms:
            values |= _values(row)
    return values | changes


def _values(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if bound.name not in form.fields or value in (None, "") or value is False:
            continue
        if isinstance(value, datetime):
            # The admin asks for day and time apart.
            local = timezone.localtime(value)
            found |= {
                f"{bound.html_name}_0": f"{local:%d.%m.%Y}",
                f"{bound.html_name}_1": f"{local:%H:%M:%S}",
            }
        elif isinstance(value, list):
            found[bound.html_name] = [getattr(item, "pk", item) for item in value]
        else:
            found[bound.html_name] = value
    return found
