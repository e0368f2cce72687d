"""`update_weather`: a bar on the standard error, a sentence at the end, and a code for the shell."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from tests.widgets.weather.services import Services, metno, metno_response, metno_series, sample

pytestmark = pytest.mark.usefixtures("cities", "moment")


def test_it_says_what_it_stored(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    services.open_meteo(sample("open_meteo_18_cities.json"))
    call_command("update_weather")
    written = capsys.readouterr()
    assert written.out == "Weather: 18 of 18 cities answered; 18 new observations.\n"
    assert "18/18" in written.err


def test_it_says_which_cities_were_not_due(
    services: Services, settings: object, moment: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.WEATHER_SOURCE = "metno"  # type: ignore[attr-defined]
    body = metno(metno_series(moment.replace(minute=0)))
    services.metno(lambda _request: metno_response(body, expires=moment.replace(minute=50)))
    call_command("update_weather")
    call_command("update_weather")
    assert capsys.readouterr().out.splitlines()[1] == (
        "Weather: 0 of 18 cities answered; 18 were not due yet; 0 new observations."
    )


def test_it_fails_with_words_and_a_code(services: Services) -> None:
    services.open_meteo(sample("open_meteo_200_broken_stream.txt"))
    with pytest.raises(
        CommandError, match=r"^No weather: not_json.*What is stored stays as it is\.$"
    ) as caught:
        call_command("update_weather")
    assert caught.value.returncode == 1
