"""Pages of the admin about the site itself."""

from newsportal.admin import kept_pages  # noqa: F401  registers its page
