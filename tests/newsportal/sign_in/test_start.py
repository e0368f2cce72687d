"""What a web process does not pay for until somebody signs in."""

import subprocess
import sys

PROGRAM = """
import sys
import newsportal.wsgi
heavy = {"fido2", "cryptography", "qrcode"} & set(sys.modules)
from django.urls import resolve
resolve("/accounts/login/")
print(sorted(heavy | ({"fido2"} & set(sys.modules))))
"""


def test_the_start_imports_nothing_of_passkeys() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
