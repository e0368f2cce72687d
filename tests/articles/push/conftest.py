from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.articles.push.browsers import encoded


@pytest.fixture
def vapid(settings: Any) -> str:
    """Messages are switched on; returns the public key."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = encoded(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    settings.VAPID_PRIVATE_KEY = encoded(key.private_numbers().private_value.to_bytes(32, "big"))
    settings.VAPID_PUBLIC_KEY = public
    settings.CONTACT_EMAIL = "newsroom@portal.example"
    return public
