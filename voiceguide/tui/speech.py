"""The voice behind the screens: opened for what is chosen, kept while it stays chosen."""

from collections.abc import Callable, Iterable

from voiceguide.tui.backstage import Speaker


class Speech:
    """One speaker at a time. Belongs to the thread of the screens."""

    def __init__(
        self,
        open_speaker: Callable[[str | None, float, Callable[[str], None]], Speaker],
        tell: Callable[[str], None],
    ) -> None:
        """`tell` gets a sentence when a voice steps in for another, on whichever thread renders."""
        self._open = open_speaker
        self._tell = tell
        self._speaker: Speaker | None = None
        self._chosen: tuple[str | None, float] | None = None
        self._told: str | None = None
        """The last trouble that was told."""

    def speaker(self, voice: str | None, rate: float) -> Speaker:
        """The speaker for a voice and how fast it speaks; another one is closed.

        Raises:
            VoiceError: there is no such voice.
        """
        if self._speaker is None or self._chosen != (voice, rate):
            self.close()
            self._speaker, self._chosen = self._open(voice, rate, self._tell), (voice, rate)
        return self._speaker

    def prepare(self, voice: str | None, rate: float, texts: Iterable[str]) -> None:
        """Have the first words of a session rendered while it is only looked at."""
        self.speaker(voice, rate).request(texts)

    def look(self) -> None:
        """Tell, once, that what is spoken cannot be kept."""
        trouble = self._speaker.trouble if self._speaker else None
        if trouble and trouble != self._told:
            self._told = trouble
            self._tell(trouble)

    def close(self) -> None:
        if self._speaker:
            self._speaker.close()
        self._speaker = self._chosen = None
