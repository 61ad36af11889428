"""Where something is played at a terminal: its voice, loudspeaker, ear, keyboard, and who follows it."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from voiceguide.around import awake
from voiceguide.bystander import Bystander
from voiceguide.cli.events import event_file
from voiceguide.cli.face import PlainFace, tell
from voiceguide.cli.folders import Folders, hurry_threads
from voiceguide.cli.listening import open_listening
from voiceguide.cli.outputs import open_output
from voiceguide.cli.speech import open_studio
from voiceguide.cli.terminal import LiveLine, keyboard, on_signals
from voiceguide.listening import Listening
from voiceguide.partners import Guide
from voiceguide.player import Listener, Player
from voiceguide.voice.studio import Studio


class Room:
    """Plays one thing after the other."""

    def __init__(
        self,
        given: argparse.Namespace,
        studio: Studio,
        face: PlainFace,
        listening: Listening | None,
        followers: Sequence[Listener],
    ) -> None:
        """`followers` follow all that is played."""
        self.studio = studio
        self.listens = listening is not None
        """Whether somebody may answer by voice."""
        self._listening = listening
        self._followers = followers
        self.signal: int | None = None
        """The first signal that asked to end."""
        self._given = given
        self._face = face
        self._player: Player | None = None

    def settle(self, seconds: float) -> None:
        """Wait for the ear, at most so long; from then on it is known whether somebody is heard."""
        self.listens = self._listening is not None and self._listening.settle(seconds)

    def play(self, guide: Guide, followers: Sequence[Listener] = ()) -> None:
        """Play to the end, or until a signal asks to end; after one nothing more is played.

        Raises:
            SoundError: the output cannot be opened.
            VoiceError: no voice is left.
        """
        if self.signal is not None:
            return
        # The voice begins to load while the sound library does.
        self.studio.request(guide.vocabulary)
        output = open_output(self._given.output)
        ear = self._listening.ear if self._listening else None
        follower = Bystander(self._face, at_last=self._face.close)
        player = Player(
            guide,
            self.studio,
            output,
            follower,
            followers=(*self._followers, *followers),
            auto_resume=self._given.auto_resume,
            ear=ear,
        )
        self._player = player
        if self.signal is not None:
            player.interrupt("interrupted")
        with ExitStack() as open_now:
            open_now.callback(follower.close)
            open_now.enter_context(keyboard(player.press))
            if self._listening:
                open_now.enter_context(self._listening.to(player))
            hurry_threads()
            player.run()

    def interrupt(self, number: int) -> None:
        """A signal asks to end; safe in its handler."""
        self.signal = number if self.signal is None else self.signal
        if self._player:
            self._player.interrupt("interrupted")


@contextmanager
def open_room(given: argparse.Namespace, places: Folders, *, attended: bool) -> Iterator[Room]:
    """Everything that the options ask for, closed again at the end; meanwhile the machine stays awake.

    Raises:
        VoiceguideError: the event file cannot be written, or there is no such voice.
    """
    with ExitStack() as open_now:
        events = open_now.enter_context(event_file(given.events, tell))
        sleepy = open_now.enter_context(awake(given.keep_awake))
        if sleepy and attended:
            tell(sleepy)
        studio = open_studio(given.voice, given.rate, places, tell)
        open_now.callback(studio.close)
        face = PlainFace(LiveLine(live=sys.stdout.isatty()))
        listening = open_listening(given, places, face.trouble, attended=attended)
        if listening:
            open_now.callback(listening.close)
            face.listening = lambda: listening.open
        room = Room(given, studio, face, listening, events)
        open_now.enter_context(on_signals(room.interrupt))
        yield room
        if studio.trouble:
            tell(studio.trouble)
