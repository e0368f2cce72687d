"""Does a server answer behind a socket? Asked in PostgreSQL's own protocol, to need no driver here."""

import socket
import struct

from newsportal.embedded.layout import DATABASE, USER

SOCKET_NAME = ".s.PGSQL.5432"
_PROTOCOL_3 = 196608
_TERMINATE = b"X\x00\x00\x00\x04"
_CANNOT_CONNECT_NOW = b"C57P03\x00"


def answers(directory: str, *, patience: float = 5) -> bool:
    """True when the server lets users in; one that is starting, recovering or stopping says so: not up."""
    parameters = f"user\0{USER}\0database\0{DATABASE}\0\0".encode()
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(patience)
            connection.connect(f"{directory}/{SOCKET_NAME}")
            connection.sendall(struct.pack("!ii", len(parameters) + 8, _PROTOCOL_3) + parameters)
            answer = connection.recv(4096)
            connection.sendall(_TERMINATE)
    except OSError:
        return False
    # Any other refusal ("too many clients") comes from a server that is up.
    return bool(answer) and not (answer.startswith(b"E") and _CANNOT_CONNECT_NOW in answer)
