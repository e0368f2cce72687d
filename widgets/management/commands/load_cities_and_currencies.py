from typing import Any

from django.core.management.base import BaseCommand

from widgets.reference import load_cities_and_currencies


class Command(BaseCommand):
    help = "Add the weather cities and the currencies that are missing; change none that exists."

    def handle(self, *args: Any, **options: Any) -> None:
        load_cities_and_currencies()
