import pytest
from django.test import Client

from widgets.models import City, Rate, WeatherObservation

pytestmark = pytest.mark.usefixtures("reference")


def test_the_admin_shows_observations_and_lets_nobody_touch_them(admin_client: Client, samples: None) -> None:
    for model in (WeatherObservation, Rate):
        base = f"/admin/widgets/{model._meta.model_name}/"
        row = model.objects.first()
        assert row is not None
        assert admin_client.get(base).status_code == 200
        assert admin_client.get(f"{base}{row.pk}/change/").status_code == 200
        assert admin_client.get(f"{base}add/").status_code == 403
        assert admin_client.get(f"{base}{row.pk}/delete/").status_code == 403
        assert admin_client.post(f"{base}{row.pk}/change/", {"value": "1"}).status_code == 403


def test_the_admin_finds_a_city_by_its_former_name(admin_client: Client) -> None:
    response = admin_client.get("/admin/widgets/city/", {"q": "Семипалатинск"})
    assert response.status_code == 200
    assert [city.slug for city in response.context["cl"].result_list] == ["semey"]


def test_the_admin_says_why_a_second_home_city_is_refused(admin_client: Client) -> None:
    city = City.objects.get(slug="semey")
    address = f"/admin/widgets/city/{city.pk}/change/"
    form = admin_client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    values |= {"former_names": "", "former_slugs": "", "is_home": "on"}
    response = admin_client.post(address, values)
    assert response.status_code == 200
    assert "Домашним уже отмечен другой город" in response.content.decode()
