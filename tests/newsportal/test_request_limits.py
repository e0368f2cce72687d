"""Who is counted as one client."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/rubrics/"


def remaining(client: Client, address: str) -> int:
    return int(client.get(ADDRESS, REMOTE_ADDR=address).headers["RateLimit-Remaining"])


def test_addresses_of_one_ipv6_network_are_one_client(client: Client) -> None:
    first = remaining(client, "2001:db8:1:2::1")
    assert remaining(client, "2001:db8:1:2:ffff::9") == first - 1
    assert remaining(client, "2001:db8:1:3::1") == first


def test_ipv4_addresses_are_clients_of_their_own(client: Client) -> None:
    first = remaining(client, "198.51.100.1")
    assert remaining(client, "198.51.100.1") == first - 1
    assert remaining(client, "198.51.100.2") == first
