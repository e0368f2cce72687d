"""Static files whose names carry the hash of their content, compressed once when they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A template that names a missing file is an error, not a dead link."""

    keep_only_hashed_files = True
