"""A client that a generator wrote from the document reads every resource, and finds what it was promised."""

import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsportal.api_document import DOCUMENT
from tests import newsroom
from tests.newsportal.api import whole_site
from tests.newsportal.api.questions import operations

pytestmark = pytest.mark.django_db(transaction=True)
CONFIG = "post_hooks: []\nproject_name_override: portal_client\npackage_name_override: portal_client\n"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = tmp_path_factory.mktemp("client")
    (directory / "config.yaml").write_text(CONFIG)
    command = [
        str(Path(sys.executable).with_name("openapi-python-client")),
        *("generate", "--path", str(DOCUMENT), "--config", "config.yaml"),
        *("--output-path", "portal_client", "--meta", "none", "--fail-on-warning"),
    ]
    done = subprocess.run(command, cwd=directory, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(directory))
    yield directory
    sys.path.remove(str(directory))
    for name in [name for name in sys.modules if name.startswith("portal_client")]:
        del sys.modules[name]


def test_it_reads_every_resource(generated: Path, live_server: Any, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url
    with newsroom.numbers_go_back():
        whole_site.build()
    client = importlib.import_module("portal_client").Client(
        base_url=live_server.url, raise_on_unexpected_status=True
    )
    problem = importlib.import_module("portal_client.models").Problem
    for operation in operations():
        group, name = operation.item["tags"][0].replace("-", "_"), operation.item["operationId"]
        module = importlib.import_module(f"portal_client.api.{group}.{name}")
        names = inspect.signature(module.sync).parameters
        arguments = {
            next(known for known in (name, f"{name}_", f"{name}_query") if known in names): operation.value(
                name
            )
            for name in operation.required
        }
        answer = module.sync(client=client, **arguments)
        assert answer is not None, operation.path
        assert not isinstance(answer, problem), (operation.path, answer)
        assert answer.additional_properties == {}, operation.path
