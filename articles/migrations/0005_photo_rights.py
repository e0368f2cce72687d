"""What a photo may be shown for and until when, whether its file is clean, and an index of what versions show."""

import datetime

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_begin_the_desk"),
    ]

    operations = [
        migrations.RunSQL(_sql.PHOTO_WORDS, _sql.DROP_PHOTO_WORDS),
        migrations.RunSQL(_sql.REVISION_PHOTOS, _sql.DROP_REVISION_PHOTOS),
        migrations.AddField(
            model_name="photo",
            name="consent",
            field=models.CharField(
                choices=[
                    ("not_needed", "not needed: nobody is to be recognised, or it is a public event"),
                    ("obtained", "obtained"),
                    ("not_obtained", "not obtained"),
                ],
                db_default="not_needed",
                default="not_needed",
                help_text="Everybody has a right to their own image; for children their parents consent. Without a consent that is needed the photo is kept, but not shown.",
                max_length=12,
                verbose_name="consent of the people in it",
            ),
        ),
        # Photos of before wait: `articles.tasks.render_forgotten` takes the metadata out of their originals.
        migrations.AddField(
            model_name="photo",
            name="preparation",
            field=models.CharField(
                choices=[("waiting", "being prepared"), ("ready", "ready"), ("damaged", "damaged")],
                db_default="waiting",
                default="waiting",
                editable=False,
                max_length=7,
                verbose_name="preparation",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="rights_until",
            field=models.DateField(
                blank=True,
                help_text="The last day on which it may be shown, by the contract with the stock library, the agency or the author; after it the photo disappears from the site by itself. Left empty: without an end.",
                null=True,
                verbose_name="rights until",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="withdrawal_reason",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=300,
                verbose_name="reason of the withdrawal",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="photo",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="credit",
            field=models.CharField(
                help_text="Who took it or owns it, as it must stand beside the photo: “name / agency”, “pexels.com”.",
                max_length=200,
                verbose_name="credit",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(
                        "alt_ru",
                        "alt_kk",
                        "caption_ru",
                        "caption_kk",
                        "credit",
                        "key",
                        function="articles_photo_words",
                    ),
                    "gin_trgm_ops",
                ),
                name="photo_words_trgm",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["uploaded_at"], name="photo_uploaded"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("rights_until__isnull", False)),
                fields=["rights_until"],
                name="photo_rights_until",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)), fields=["-id"], name="photo_withdrawn"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("consent", "not_obtained")), fields=["-id"], name="photo_without_consent"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("preparation", "ready"), _negated=True),
                fields=["-id"],
                name="photo_not_ready",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func("content", function="articles_revision_photos"), name="revision_photos"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence__in", ["own", "stock", "agency", "free", "permission"])),
                name="photo_licence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent__in", ["not_needed", "obtained", "not_obtained"])),
                name="photo_consent_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("preparation__in", ["waiting", "ready", "damaged"])),
                name="photo_preparation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rights_until__isnull", True),
                    ("rights_until__range", (datetime.date(1990, 1, 1), datetime.date(2100, 1, 1))),
                    _connector="OR",
                ),
                name="photo_rights_until_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawal_reason", ""),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False), models.Q(("withdrawal_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="photo_withdrawn_has_reason",
            ),
        ),
    ]
