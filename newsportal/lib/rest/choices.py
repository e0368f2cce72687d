"""One of several values, with a refusal that says which they are."""

from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class ChoiceField(serializers.ChoiceField):
    """What was sent is not said again: it may be a megabyte."""

    default_error_messages = {"invalid_choice": _("There is no such choice. Take one of these: %(known)s.")}

    def fail(self, key: str, **told: Any) -> NoReturn:
        if key == "invalid_choice":
            known = ", ".join(str(value) for value in self.choices)
            sentence = self.error_messages[key] % {"known": known}
            raise serializers.ValidationError(sentence, code=key)
        super().fail(key, **told)
