"""Static files whose names carry the hash of their content, compressed once when they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A template that names a missing file is an error, not a dead link."""

    keep_only_hashed_files = True
    # The modules of the editor import each other by name.
    support_js_module_import_aggregation = True
    # A change of one module renames all that import it, however long the chain.
    max_post_process_passes = 12
    # Source maps are not collected: a file that names its own is no error.
    patterns = tuple(
        (files, tuple(rule for rule in rules if "sourceMappingURL" not in repr(rule)))
        for files, rules in CompressedManifestStaticFilesStorage.patterns
    )
