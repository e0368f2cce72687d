# The words of .ci/run and of every day. `make` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test whole long browser lint format types check api-schema pins upgrade-pins messages catalogues ci

help: ## list these words
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

demo: ## start the portal with the demonstration newsroom
	uv run manage.py demo

test: ## run the tests
	uv run pytest

whole: ## run the tests, and those that drive browsers, proxies and servers
	uv run pytest --whole

long: ## run the tests with the counts that requirements name
	uv run pytest --long

browser: ## run the browser tests; a missing Chromium is a failure
	REQUIRE_BROWSER=1 uv run pytest tests/browser

lint: ## ruff and djlint
	.ci/run lint

format: ## put the code into ruff's format
	uv run ruff check --fix
	uv run ruff format

types: ## mypy
	.ci/run types

check: ## missing migrations, and Django's checks with production's variables
	.ci/run check

pins: ## write the pins of indirect packages and deploy/requirements.txt
	uv run --no-sync deploy/pin.py

upgrade-pins: ## the same, with the newest indirect packages
	uv run --no-sync deploy/pin.py --upgrade

api-schema: ## write newsportal/openapi.json from the code
	uv run manage.py spectacular --format openapi-json --fail-on-warn --validate --file newsportal/openapi.json

messages: ## collect the strings to translate (needs GNU gettext)
	uv run django-admin makemessages -l ru -l kk --add-location file --no-obsolete --no-wrap \
		--ignore .venv --ignore .data --ignore tests --ignore stories

catalogues: ## compile the translations (needs GNU gettext)
	uv run django-admin compilemessages --ignore .venv

ci: ## everything that CI runs
	.ci/run
