"""The gazetteer: rules of ambiguous names, mentions with a person's decisions, places in the search index."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.migrations import _sql

# The curator keeps the gazetteer; who may look at places may look at its rules.
GIVEN = {
    "registry_curator": ["view_placerule", "add_placerule", "change_placerule", "delete_placerule"],
    "chief_editor": ["view_placerule"],
    "administrator": ["view_placerule"],
}


def let_curators_keep_rules(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    articles = apps.get_app_config("articles")
    articles.models_module = True  # type: ignore[assignment]
    create_permissions(articles, apps=apps, verbosity=0)
    articles.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    for role, codenames in GIVEN.items():
        group = apps.get_model("auth", "Group").objects.filter(name=role).first()
        if group is not None:
            group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_pins"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True)),
                (
                    "namesake",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "a person"),
                            ("lake", "a lake"),
                            ("river", "a river"),
                            ("mountains", "mountains"),
                            ("region", "a region or a district"),
                            ("village", "villages, quarters of towns"),
                            ("word", "an ordinary word"),
                            ("abroad", "a place in another country"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="namesake",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("before", "right before the name, or before the list of names"),
                            ("preposition", "a preposition before the name"),
                            ("after", "right after the name"),
                            ("after_list", "right after the list of names"),
                            ("quoted", "before the name in quotation marks"),
                            ("near", "among the eight words on either side"),
                            ("sentence", "anywhere in the sentence, whatever else stands there"),
                            ("form", "no words: the case form decides"),
                        ],
                        max_length=12,
                        verbose_name="where the words stand",
                    ),
                ),
                (
                    "cases",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="As ru:genitive kk:locative, or nominative, or indeclinable. Left empty: any.",
                        max_length=200,
                        verbose_name="cases",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("confirmed", "it is the place"),
                            ("ask", "ask a person"),
                            ("rejected", "it is not the place"),
                        ],
                        max_length=9,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="Spaces between them. озер* is every word that begins so; ул. is the word with a full stop.",
                        verbose_name="words",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "rule for names of places",
                "verbose_name_plural": "rules for names of places",
                "ordering": ["place__name_ru", "namesake", "position", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="mention",
            name="mention_verdict_known",
        ),
        migrations.RemoveField(
            model_name="place",
            name="ambiguity",
        ),
        # The column of the index is made anew with the places in it; a generated column cannot be altered.
        migrations.RunSQL(_sql.STORY_VECTOR_WITH_PLACES, _sql.DROP_STORY_VECTOR_WITH_PLACES),
        migrations.RemoveIndex(model_name="article", name="article_search"),
        migrations.RemoveField(model_name="article", name="search_vector"),
        migrations.AddField(
            model_name="article",
            name="place_tokens",
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="search_vector",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("language"),
                    models.F("headline"),
                    models.F("lead"),
                    models.F("body_text"),
                    models.F("place_tokens"),
                    function="articles_story_vector",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="article_search"),
        ),
        migrations.AddField(
            model_name="mention",
            name="decided_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="mention",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[("confirmed", "confirmed"), ("ask", "to confirm"), ("rejected", "rejected")],
                default="",
                max_length=9,
                verbose_name="decided by a person",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="link_end",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="mention",
            name="link_start",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="mention",
            name="reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="mention",
            name="times",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="mention",
            name="witness",
            field=models.CharField(blank=True, default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="mention",
            name="working_verdict",
            field=models.CharField(
                blank=True,
                choices=[("confirmed", "confirmed"), ("ask", "to confirm"), ("rejected", "rejected")],
                default="",
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="adjective_ru",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="Russian adjective"),
        ),
        migrations.AddField(
            model_name="place",
            name="changed_at",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name="place",
            name="namesakes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("person", "a person"),
                        ("lake", "a lake"),
                        ("river", "a river"),
                        ("mountains", "mountains"),
                        ("region", "a region or a district"),
                        ("village", "villages, quarters of towns"),
                        ("word", "an ordinary word"),
                        ("abroad", "a place in another country"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                verbose_name="what else has this name",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="ordinary_words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                help_text="With the language before a colon, as ru:семей.",
                verbose_name="forms that are ordinary words too",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentions",
                to="articles.place",
                verbose_name="place",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[("confirmed", "confirmed"), ("ask", "to confirm"), ("rejected", "rejected")],
                default="",
                max_length=9,
                verbose_name="verdict",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="aliases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                help_text="Other spellings of the name of today, with commas between. They are declined by themselves.",
                verbose_name="aliases",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="former_names",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                help_text="A text that has one of them is shown to a person before it is linked.",
                verbose_name="former names",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["", "confirmed", "ask", "rejected"]),
                    ("working_verdict__in", ["", "confirmed", "ask", "rejected"]),
                    ("decision__in", ["", "confirmed", "rejected"]),
                ),
                name="mention_verdict_known",
            ),
        ),
        migrations.AddField(
            model_name="placerule",
            name="place",
            field=models.ForeignKey(
                blank=True,
                help_text="Left empty, the rule is for every place, or for those with the namesake below.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="articles.place",
                verbose_name="place",
            ),
        ),
        migrations.RemoveField(
            model_name="mention",
            name="decided_by_person",
        ),
        migrations.AddConstraint(
            model_name="placerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "position__in",
                        [
                            "before",
                            "preposition",
                            "after",
                            "after_list",
                            "quoted",
                            "near",
                            "sentence",
                            "form",
                        ],
                    )
                ),
                name="place_rule_position_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["confirmed", "ask", "rejected"])),
                name="place_rule_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__isnull", True), ("namesake", ""), _connector="OR"),
                name="place_rule_for_place_or_namesake",
            ),
        ),
        # Going back leaves the groups as they are: people may be in them.
        migrations.RunPython(let_curators_keep_rules, migrations.RunPython.noop),
    ]
