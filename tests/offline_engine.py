"""The natural voice in a process without network, or without its library."""

import os
import socket
import sys

from voiceguide.voice.hibari_engine import HibariEngine
from voiceguide.voice.hibari_engine import load as load_hibari


def end_at_network(event: str, _: object) -> None:
    if event.startswith(("socket.", "urllib.")):
        os._exit(9)


def load(behaviour: str) -> HibariEngine:
    if behaviour == "has-no-library":
        sys.modules["hibari"] = None  # type: ignore[assignment]
    sys.addaudithook(end_at_network)
    if behaviour == "connects":
        socket.socket().close()
    return load_hibari("heart")
