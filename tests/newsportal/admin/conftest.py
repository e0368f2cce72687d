from tests.newsportal.page_cache.conftest import web

__all__ = ["web"]
