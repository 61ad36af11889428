"""A session under way behind the screen: its player runs on a thread of its own and is only looked at."""

import gc
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from threading import Thread

from voiceguide.core.command import By, Command
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.facts import Event, EventName, Moment
from voiceguide.core.session import Session
from voiceguide.listening import Listening
from voiceguide.partners import Narrator
from voiceguide.player import Heard, Listener, Player
from voiceguide.sound.protocol import Output

FAREWELL = 2.0
"""Seconds to wait for the sound to end."""
_INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Look:
    """What is heard at one moment."""

    moment: Moment
    hold_left: float | None
    """Seconds."""
    caption: str
    """The words that were heard last."""
    rendered: float
    """The share of all speech that is ready, from 0 to 1."""
    started: bool
    """Whether anything has been heard yet."""
    lost: bool
    """Whether the loudspeaker is gone."""
    reason: str | None
    """Why the session has ended, if it has."""
    fault: str | None
    """What made it fail, in one sentence."""
    warning: str | None
    """What may go wrong, in one sentence."""
    helped: int
    """How often help was asked for by whoever looks at the screen."""
    listening: bool
    """Whether what is said now is heard."""
    deaf: str
    """Why nothing that is said is heard, in one sentence, if it was to be."""


class Performance:
    """Plays one session; every method is safe on the thread of the screen."""

    def __init__(
        self,
        session: Session,
        narrator: Narrator,
        output: Callable[[], Output],
        *,
        keep_awake: Callable[[], AbstractContextManager[str | None]] = nullcontext,
        auto_resume: bool = True,
        listening: Callable[[Callable[[str], None]], Listening | None] = lambda _troubled: None,
        followers: Sequence[Listener] = (),
        remote: Callable[[], AbstractContextManager[Listener | None]] = nullcontext,
    ) -> None:
        """All that is given is called on the player's thread."""
        self._open_listening = listening
        self._followers = followers
        self._remote = remote
        self._listening: Listening | None = None
        self._deaf = ""
        self._keep_awake = keep_awake
        self._open_output = output
        self._player: Player | None = None
        self._session = session
        self._narrator = narrator
        self._auto_resume = auto_resume
        self._moment = session.moment
        self._caption = ""
        self._started = self._lost = False
        self._reason: str | None = None
        self._fault: str | None = None
        self._warning: str | None = None
        self._helped = 0
        self._interrupted = False
        self._bug: BaseException | None = None
        self._thread = Thread(target=self._run, name="player", daemon=True)

    def start(self) -> None:
        # A search for garbage stops every thread; it is kept short by leaving out all that is here already.
        gc.collect()
        gc.freeze()
        self._thread.start()

    def ask(self, command: Command, by: By) -> None:
        """Ask for something; nothing happens before the session has begun."""
        if self._player:
            self._player.command(command, by)

    def stop(self) -> None:
        """Let the sound die away now; safe in a signal handler."""
        self._interrupted = True
        if self._player:
            self._player.interrupt(_INTERRUPTED)

    def join(self) -> None:
        """Wait until the output is closed."""
        if self._thread.ident is not None:
            self._thread.join(FAREWELL)

    @property
    def over(self) -> bool:
        """Whether nothing more will be heard."""
        return self._reason is not None and not self._thread.is_alive()

    def look(self) -> Look:
        """What is heard now.

        Raises:
            BaseException: whatever made the player break, if it is no fault that can be told.
        """
        if self._bug:
            raise self._bug
        player = self._player
        return Look(
            player.moment if player else self._moment,
            player.hold_left if player else None,
            self._caption,
            player.rendered if player else 0.0,
            self._started,
            self._lost,
            self._reason if self.over else None,
            self._fault,
            self._warning,
            self._helped,
            self._listening is not None and self._listening.open,
            self._deaf,
        )

    # On the player's thread

    def hear(self, heard: Heard) -> None:
        """Keep what screens ask about."""
        if isinstance(heard.fact, Event):
            self._hear_event(heard.fact)
        else:
            self._caption = str(heard.fact.source)

    def draw(self, player: Player) -> None:
        """Nothing: the screen looks when it likes."""

    def _hear_event(self, event: Event) -> None:
        self._started = True
        if event.name is EventName.DEVICE_LOST:
            self._lost = True
        elif event.name is EventName.DEVICE_BACK:
            self._lost = False
        elif event.name is EventName.COMMAND_HEARD and event.more["command"] == Command.HELP:
            # Whoever asks by voice is answered by voice, and leaves the screen as it is.
            self._helped += event.by is not By.VOICE
        elif event.name is EventName.SESSION_ENDED:
            self._reason = str(event.more["reason"])

    def _run(self) -> None:
        try:
            with ExitStack() as open_now:
                self._play(open_now)
        except VoiceguideError as error:
            self._fault = str(error)
        except BaseException as error:  # noqa: BLE001 - raised again by look, on the thread of the screen
            self._bug = error
        finally:
            gc.unfreeze()
            self._reason = self._reason or "failed"

    def _play(self, open_now: ExitStack) -> None:
        self._listening = listening = self._open_listening(self._hear_trouble)
        ear = None
        if listening:
            open_now.callback(listening.close)
            ear = listening.ear
        remote = open_now.enter_context(self._remote())
        player = Player(
            self._session,
            self._narrator,
            self._open_output(),
            self,
            followers=(*self._followers, *((remote,) if remote else ())),
            auto_resume=self._auto_resume,
            ear=ear,
        )
        if listening:
            open_now.enter_context(listening.to(player))
        self._player = player
        if self._interrupted:
            player.interrupt(_INTERRUPTED)
        self._warning = open_now.enter_context(self._keep_awake())
        player.run()

    def _hear_trouble(self, sentence: str) -> None:
        self._deaf = sentence
