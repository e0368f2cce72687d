"""The table of the shared cache: as `createcachetable` would make it, but without a log, since limits may be lost."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE shared_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunSQL(CREATE, "DROP TABLE shared_cache")]
