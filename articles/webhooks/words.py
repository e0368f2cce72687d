"""Why a webhook was not told, in a sentence for the newsroom."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import WebhookDelivery
from newsportal.lib.http import Failure

SENTENCES: dict[str, Promise] = {
    Failure.NAME: _("The name of the server is not known."),
    Failure.FORBIDDEN_ADDRESS: _("The address leads into a private network, or is not https."),
    Failure.REFUSED: _("The server takes no connections."),
    Failure.RESET: _("The server broke the connection off."),
    Failure.TLS: _("The certificate of the server is not valid."),
    Failure.TIMEOUT: _("The server did not answer in time."),
    Failure.REDIRECTED: _("The server sent us elsewhere. Give the address that it sent us to."),
    Failure.NOT_FOUND: _("There is nothing at this address."),
    Failure.TOO_MANY_REQUESTS: _("The server asked for more time."),
    Failure.UNAVAILABLE: _("The server is not available for the moment."),
    Failure.STATUS: _("The server answered with an error."),
    Failure.BROKEN: _("The answer cannot be understood."),
    "disabled": _("The webhook was switched off."),
}


def why(delivery: WebhookDelivery) -> str:
    return str(SENTENCES.get(delivery.last_error, delivery.last_error))
