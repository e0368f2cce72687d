"""Informers: rates and weather on other sites, as a page for a frame, as a picture, and over oEmbed."""
