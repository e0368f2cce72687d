"""Beside a chosen row the admin offers to edit, add, delete and view it: in a story most of it is a trap."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


def with_few_related_links[FieldOrNone: forms.Field | None](
    field: FieldOrNone, *, may_add: bool = True
) -> FieldOrNone:
    """The same field; beside it stands at most a plus."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        wrapper = field.widget
        wrapper.can_add_related = wrapper.can_add_related and may_add
        wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
    return field
