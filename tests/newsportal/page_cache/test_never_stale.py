"""Whatever happens to the site, no page in any process shows its subject as it was: see `fresh.machine`."""

import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from tests import newsroom
from tests.newsportal.page_cache.fresh import defects
from tests.newsportal.page_cache.fresh.checking import StaleError
from tests.newsportal.page_cache.fresh.clock import MovedClock, clock_of_database
from tests.newsportal.page_cache.fresh.machine import Site
from tests.newsportal.page_cache.fresh.processes import web_processes

STEPS = 50
LONG = int(os.environ.get("NEVER_STALE_STEPS", "10000"))
"""In pieces where the machine is busy."""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(transactional_db: None) -> Iterator[type[Site]]:
    """Two processes, a clock, and no history yet."""
    with newsroom.numbers_go_back(), clock_of_database(), web_processes(2) as processes:
        clock = MovedClock()

        class ThisSite(Site):
            pass

        ThisSite.processes, ThisSite.clock, ThisSite.stale = processes, clock, []
        try:
            yield ThisSite
        finally:
            clock.stop()


def live(site: type[Site], *, histories: int, steps: int, derandomize: bool = False) -> None:
    run_state_machine_as_test(
        site,
        settings=hypothesis.settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            # A history takes seconds: to make it shorter would take hours, and its steps are printed.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_page_shows_its_subject_as_it_was(
    site: type[Site], is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    if is_long:
        while site.steps < LONG:
            # The first history of each run is the simplest there is.
            live(site, histories=max(2, min(20, (LONG - site.steps) // STEPS)), steps=STEPS)
    else:
        live(site, histories=3, steps=15)
    record_property("steps", site.steps)
    record_property("pages from memory compared", site.compared)
    record_property("pages made for comparison", site.made_in_all)


@pytest.mark.parametrize("defect", [*defects.IN_PROCESS, *defects.TRIGGERS])
def test_a_defect_is_found(
    site: type[Site], defect: str, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    if not is_long:
        pytest.skip(
            "proves by planted defects that the test above finds them; many minutes, so only with --long"
        )
    site.defect = defect
    # Told once more the same history may end well: much depends on which thread was first.
    with pytest.raises((StaleError, FlakyFailure)):
        live(site, histories=60, steps=30, derandomize=True)
    assert "as it was" in site.stale[0]
    record_property("found after steps", site.steps)
