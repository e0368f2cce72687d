"""Before any page of the desk: who is signed out, and who may not work without a second factor."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from articles.accounts import lacks_second_factor

# The pages of the admin that lead elsewhere themselves.
OPEN = ("/admin/login/", "/admin/logout/")


class StaffGateMiddleware:
    """Stands before every address under /admin/, whatever view answers it.

    A page is led away: to the sign-in by the admin itself, to setting up a second factor from here. A script
    is answered in JSON, so that what is being written is not lost to the HTML of a sign-in page:

    - 401 `{"error": "signed_out", "sign_in": "/accounts/login/?popup=1"}` where there is no session (any
      more). Open that address in a new window or tab; `views.SignedInView` says how the script learns of the
      new session, and of the CSRF token that came with it.
    - 403 `{"error": "second_factor_required", "set_up": "/accounts/2fa/"}` under REQUIRE_2FA.
    - 403 `{"error": "forbidden"}` to an account that is not of the newsroom.

    A script says what it is by `Accept: application/json`, or by `X-Requested-With: fetch`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and request.path_info not in OPEN:
            refusal = _refusal(request)
            if refusal is not None:
                return refusal
        return self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return signed_out() if wants_json(request) else None
    if lacks_second_factor(request.user):
        set_up = reverse("mfa_index")
        if wants_json(request):
            return JsonResponse({"error": "second_factor_required", "set_up": set_up}, status=403)
        return HttpResponseRedirect(set_up)
    if wants_json(request) and not admin.site.has_permission(request):
        return JsonResponse({"error": "forbidden"}, status=403)
    return None


def signed_out() -> JsonResponse:
    sign_in = f"{reverse('account_login')}?popup=1"
    return JsonResponse({"error": "signed_out", "sign_in": sign_in}, status=401)


def wants_json(request: HttpRequest) -> bool:
    return (
        request.headers.get("X-Requested-With") == "fetch"
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )
