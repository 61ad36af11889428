"""The ear that the options ask for."""

import argparse
from collections.abc import Callable

from voiceguide.cli.folders import Folders, lessons_file, microphone_name
from voiceguide.listen.microphone import MiniaudioMicrophone
from voiceguide.listen.worker import COMMAND, WorkerRecogniser
from voiceguide.listening import Listening
from voiceguide.sound.clock import SystemClock


def open_recogniser(places: Folders) -> WorkerRecogniser:
    """The recogniser, sharpened by what was taught.

    Raises:
        ListenError: the system does not allow another process.
    """
    return WorkerRecogniser((*COMMAND, str(lessons_file(places))))


def chosen_microphone(places: Folders) -> MiniaudioMicrophone:
    """The microphone that the settings name by now, or else the system's own; closed."""
    return MiniaudioMicrophone(SystemClock().now, microphone_name(places))


def open_listening(
    given: argparse.Namespace, places: Folders, troubled: Callable[[str], None], *, attended: bool
) -> Listening | None:
    """An ear that listens already, or None where it is not wished for.

    Args:
        given: `listen` is None where it was left open: then somebody who is there is listened to.
        places: what was taught is read from there, and which microphone was chosen.
        troubled: is told one sentence for each trouble, an empty one when it is over.
        attended: whether somebody is there.
    """
    if not (attended if given.listen is None else given.listen):
        return None
    listening = Listening(
        chosen_microphone(places),
        lambda: open_recogniser(places),
        troubled,
        headphones=given.headphones,
    )
    listening.start()
    return listening
