from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                (
                    "former_slugs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Separated by commas. They lead readers to the present address.",
                        verbose_name="former addresses",
                    ),
                ),
                ("name_ru", models.CharField(max_length=80, verbose_name="name")),
                ("name_kk", models.CharField(blank=True, default="", max_length=80, verbose_name="name")),
                ("name_in_ru", models.CharField(max_length=100, verbose_name="in the city")),
                (
                    "name_in_kk",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="in the city"),
                ),
                ("region_ru", models.CharField(blank=True, max_length=120, verbose_name="region")),
                (
                    "region_kk",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="region"),
                ),
                (
                    "former_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        verbose_name="former names",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("-90")),
                            django.core.validators.MaxValueValidator(Decimal("90")),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("-180")),
                            django.core.validators.MaxValueValidator(Decimal("180")),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                (
                    "is_home",
                    models.BooleanField(
                        default=False,
                        help_text="The city whose weather everybody sees first. Only one can be.",
                        verbose_name="home city",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in the list")),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_home", True)),
                        fields=("is_home",),
                        name="city_one_home",
                        violation_error_message="Another city is home already: take the mark off it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_home", False), ("is_active", True), _connector="OR"),
                        name="city_home_is_active",
                        violation_error_message="The home city has to be in the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                        name="city_is_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Currency",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=3,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator("^[A-Z]{3}$", "Three Latin capitals.")
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name_ru", models.CharField(max_length=80, verbose_name="name")),
                ("name_kk", models.CharField(blank=True, default="", max_length=80, verbose_name="name")),
                ("symbol", models.CharField(blank=True, max_length=4, verbose_name="symbol")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                ("is_major", models.BooleanField(default=False, verbose_name="in the header")),
            ],
            options={
                "verbose_name": "currency",
                "verbose_name_plural": "currencies",
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z]{3}$")), name="currency_code_is_iso"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fetched_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="fetched"),
                ),
                ("date", models.DateField(verbose_name="in force on")),
                ("value", models.DecimalField(verbose_name="tenge")),
                ("quant", models.PositiveIntegerField(default=1, verbose_name="for units")),
                ("change", models.DecimalField(blank=True, null=True, verbose_name="change as published")),
                (
                    "source",
                    models.CharField(
                        choices=[("sample", "demonstration sample"), ("nbk", "National Bank of Kazakhstan")],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "currency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="widgets.currency",
                        verbose_name="currency",
                    ),
                ),
            ],
            options={
                "verbose_name": "rate",
                "verbose_name_plural": "rates",
                "indexes": [
                    models.Index(
                        models.F("currency"),
                        models.OrderBy(models.F("date"), descending=True),
                        models.OrderBy(models.F("fetched_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="rate_newest_of_currency",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("currency", "date", "source", "fetched_at"), name="rate_fetched_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["sample", "nbk"])), name="rate_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0), ("value__lt", 1000000000)), name="rate_positive"
                    ),
                    models.CheckConstraint(condition=models.Q(("quant__gte", 1)), name="rate_quant_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeatherObservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fetched_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="fetched"),
                ),
                ("observed_at", models.DateTimeField(verbose_name="observed")),
                (
                    "temperature",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, null=True, verbose_name="temperature, °C"
                    ),
                ),
                (
                    "code",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="condition, WMO code",
                    ),
                ),
                ("is_day", models.BooleanField(null=True, verbose_name="daylight")),
                ("humidity", models.PositiveSmallIntegerField(null=True, verbose_name="humidity, %")),
                (
                    "wind_speed",
                    models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="wind, m/s"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("sample", "demonstration sample"),
                            ("open_meteo", "Open-Meteo"),
                            ("metno", "MET Norway"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="widgets.city",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "weather observation",
                "verbose_name_plural": "weather observations",
                "indexes": [
                    models.Index(
                        models.F("city"),
                        models.OrderBy(models.F("observed_at"), descending=True),
                        models.OrderBy(models.F("fetched_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="weather_newest_of_city",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "source", "observed_at", "fetched_at"), name="weather_fetched_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["sample", "open_meteo", "metno"])),
                        name="weather_source_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("code__lte", 99)), name="weather_code_is_wmo"),
                    models.CheckConstraint(
                        condition=models.Q(("humidity__lte", 100)), name="weather_humidity_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wind_speed__gte", 0)), name="weather_wind_not_negative"
                    ),
                ],
            },
        ),
    ]
