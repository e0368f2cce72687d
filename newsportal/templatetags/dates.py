from django import template

from newsportal.lib import dates

register = template.Library()
for name in ("iso", "long_day", "day_and_time", "short_time", "weekday_and_day"):
    register.filter(name, getattr(dates, name))
