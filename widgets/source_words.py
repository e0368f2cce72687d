"""What a failure of a source means and what to do about it, for people who look after the portal."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsportal.lib.http import Failure
from widgets.runs import BUG


@dataclass(frozen=True, slots=True)
class Words:
    """Two sentences: what happened, and what a person does now."""

    meaning: str | Promise
    remedy: str | Promise


_WAIT = _("Nothing has to be done: the next run asks again.")
_WAIT_OR_WRITE = _("The next run asks again. If it stays so for a day, write to the service.")
_CHECK_ADDRESS = _("Check the address of the service in the settings, and the network of the server.")
_FORMAT = _("Look at the answer in a browser. If the format has changed, tell the developers.")

# By the reason of a run: of the way out, and of what reads the answers.
WORDS: dict[str, Words] = {
    Failure.NAME: Words(_("The name of the service was not found."), _CHECK_ADDRESS),
    Failure.FORBIDDEN_ADDRESS: Words(
        _("The address is not one that may be asked: another host, or one inside a private network."),
        _CHECK_ADDRESS,
    ),
    Failure.REFUSED: Words(_("The service did not take the connection."), _WAIT_OR_WRITE),
    Failure.RESET: Words(_("The service broke the connection off."), _WAIT_OR_WRITE),
    Failure.TLS: Words(
        _("The service could not prove who it is: its certificate is not valid."),
        _("Check the clock of the server. If it is right, wait until the service renews its certificate."),
    ),
    Failure.TIMEOUT: Words(_("The service did not answer in time."), _WAIT_OR_WRITE),
    Failure.TOO_LARGE: Words(_("The answer was larger than any that the service gives."), _FORMAT),
    Failure.REDIRECTED: Words(
        _("The service sends us to another site, where we do not go."),
        _("Look whether the service has moved, and set its new address."),
    ),
    Failure.NOT_FOUND: Words(_("The service has nothing at the address that we ask."), _FORMAT),
    Failure.TOO_MANY_REQUESTS: Words(
        _("The service says that we ask too often."),
        _("Check that only one worker uses this address or key; the next run asks again."),
    ),
    Failure.UNAVAILABLE: Words(_("The service says that it is not available at the moment."), _WAIT),
    Failure.STATUS: Words(
        _("The service answered with an error."),
        _("If the details say 401 or 403, check the key and the contact address; otherwise wait."),
    ),
    Failure.WRONG_TYPE: Words(
        _("Instead of data came something else, such as a page about maintenance."), _WAIT_OR_WRITE
    ),
    Failure.BROKEN: Words(_("The answer arrived damaged or cut short."), _WAIT_OR_WRITE),
    "not_xml": Words(_("The answer is not readable XML: it is cut short, or something else."), _FORMAT),
    "not_json": Words(_("The answer is not readable JSON: it is cut short, or something else."), _FORMAT),
    "not_feed": Words(_("The answer is XML, but no list of rates."), _FORMAT),
    "forbidden_dtd": Words(
        _("The answer holds a construct that is used for attacks, and was not read."),
        _("Look at the address in a browser; if it is really the service, write to it."),
    ),
    "wrong_date": Words(
        _("The rates came with another date than was asked, or with none, and were not taken."),
        _WAIT_OR_WRITE,
    ),
    "future_date": Words(
        _("The rates are of a day that cannot be known yet, and were not taken."), _WAIT_OR_WRITE
    ),
    "unreadable": Words(_("None of the values in the answer can be read."), _FORMAT),
    "wrong_shape": Words(_("The answer lacks what it always had."), _FORMAT),
    "wrong_length": Words(
        _("The answer is not of the cities that were asked, and was not taken."), _WAIT_OR_WRITE
    ),
    "service_error": Words(
        _("The service refused the request; its reason stands in the details."),
        _("Check the key of the service and the coordinates of the cities."),
    ),
    "nothing_usable": Words(_("All values in the answer are missing or impossible."), _WAIT_OR_WRITE),
    BUG: Words(
        _("The portal itself made a mistake while it read the answer."),
        _("Send the lines of the worker’s log of that moment to the developers."),
    ),
}
# By the state of a source: what the page of its health begins with.
STATES: dict[str, Words] = {
    "silent": Words(
        _("No run has been written down for a long time."),
        _("The worker does not run, or it is stuck: start it anew, and look at its log."),
    ),
    "stale": Words(
        _("Readers see old values, or none."),
        _("If the last failure below is a recent one, it says why, and what to do."),
    ),
    "failing": Words(
        _("The last run failed. Readers see the values of before, which are still fresh."),
        _("The last failure below says why, and what to do."),
    ),
    "held_back": Words(
        _("Values were held back. Readers see the last good ones."),
        _("Somebody has to look at the values that were held back, and release or reject them."),
    ),
    "ok": Words(_("All is well."), ""),
}
UNKNOWN = Words(_("The run failed for a reason that has no words yet."), _FORMAT)


def words_of(reason: str) -> Words:
    return WORDS.get(reason, UNKNOWN)
