from django.urls import path

from monotowns import views

# Words stand before towns: no place may have such an address.
urlpatterns = [
    path("monotowns/", views.overview, name="monotowns"),
    path("monotowns/editions/<slug:slug>/", views.edition, name="monotown_edition"),
    path("monotowns/editions/<slug:new>/against/<slug:old>/", views.against, name="monotown_difference"),
    path("monotowns/<slug:slug>/", views.town, name="monotown"),
]
