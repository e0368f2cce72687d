"""Posts of other sites: which addresses are theirs, and the card that readers see."""

import pytest

from newsportal.lib import embeds, html


@pytest.mark.parametrize(
    ("address", "video"),
    [
        ("https://www.youtube.com/watch?v=abc-_123XYZ", "abc-_123XYZ"),
        ("https://www.youtube.com/watch?t=10&v=abc-_123XYZ&list=x", "abc-_123XYZ"),
        ("https://youtu.be/abc-_123XYZ?si=x", "abc-_123XYZ"),
        ("https://m.youtube.com/shorts/abc-_123XYZ", "abc-_123XYZ"),
        ("https://www.youtube.com/live/abc-_123XYZ", "abc-_123XYZ"),
    ],
)
def test_a_video_has_a_frame_on_the_host_without_cookies(address: str, video: str) -> None:
    assert embeds.frame_of("youtube", address) == f"https://www.youtube-nocookie.com/embed/{video}"


@pytest.mark.parametrize(
    ("provider", "address"),
    [
        ("youtube", "https://www.youtube.com/@channel"),
        ("youtube", 'https://youtu.be/"onload=x'),
        ("youtube", "https://youtu.be/../../evil"),
        ("youtube", "https://evil.example/watch?v=abc-_123XYZ"),
        ("telegram", "https://t.me/channel/1"),
        ("instagram", "https://www.instagram.com/p/abc/"),
        ("nobody", "https://nobody.example/"),
    ],
)
def test_what_cannot_be_framed_honestly_has_none(provider: str, address: str) -> None:
    assert embeds.frame_of(provider, address) is None


def shown(provider: str, address: str) -> str:
    body = f'<figure data-embed="{provider}"><a href="{address}">Ледоход &amp; мост</a></figure>'
    return html.for_page(html.sanitise(body), lambda key, alt: None)


def test_the_card_of_a_video_is_a_link_that_a_script_may_frame() -> None:
    card = shown("youtube", "https://youtu.be/abc-_123XYZ")
    assert card.startswith(
        '<figure data-embed="youtube" class="embed"><div class="embed-card"><a href="https://youtu.be/abc-_123XYZ"'
    )
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abc-_123XYZ"' in card
    assert ">Ледоход &amp; мост</a>" in card
    assert "<iframe" not in card
    assert "YouTube" in card


@pytest.mark.parametrize(
    ("provider", "name", "address"),
    [
        ("telegram", "Telegram", "https://t.me/channel/1"),
        ("instagram", "Instagram", "https://www.instagram.com/p/abc/"),
        ("youtube", "YouTube", "https://www.youtube.com/@channel"),
    ],
)
def test_the_card_of_a_post_opens_it_and_says_so(provider: str, name: str, address: str) -> None:
    card = shown(provider, address)
    assert f'<a href="{address}" target="_blank" rel="noopener">' in card
    assert "data-frame" not in card
    assert name in card
