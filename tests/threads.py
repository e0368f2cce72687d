"""Several people who do something at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(number: int, act: Callable[[int], object]) -> list[Exception]:
    """Run `act(0)`, `act(1)`… in threads that begin together; returns what was raised."""
    barrier = threading.Barrier(number)
    raised: list[Exception] = []

    def run(index: int) -> None:
        barrier.wait()
        try:
            act(index)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
