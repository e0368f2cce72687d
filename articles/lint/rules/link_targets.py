"""Addresses that cannot be right by their form: no link is followed, no other site is asked."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.addresses import fault_of, is_another_address
from articles.lint.facts import Around
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    for link in story.links:
        fault = fault_of(link.href, around.own_hosts)
        if fault is not None:
            yield _broken(link.href, link.text, "body", fault)
        elif is_another_address(link.text, link.href):
            yield warning(
                "link-text-differs",
                format_lazy(
                    _("The link reads “{text}” but leads to {address}. Make them one address."),
                    text=link.text,
                    address=link.href,
                ),
                field="body",
                words=f"{link.text} → {link.href}",
            )
    for item in story.content["sources"]:
        fault = fault_of(item["url"], around.own_hosts) if item["url"] else None
        if fault is not None:
            yield _broken(item["url"], "", "sources", fault)


def _broken(address: str, text: str, field: str, fault: object) -> Warning:
    return warning(
        "link-broken",
        format_lazy(_("This link cannot work: {fault} Correct the address."), fault=fault),
        field=field,
        words=f"{text} → {address}" if text else address,
    )
