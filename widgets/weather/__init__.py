"""Weather of the cities: two services behind one interface, `source.WeatherSource`."""
