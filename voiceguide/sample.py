"""A few words through an output, so that voice and volume can be judged before a session."""

from collections.abc import Callable

from voiceguide.core.errors import SoundError
from voiceguide.core.facts import Part, Sound, VolumeChange
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.mixer import Mixer
from voiceguide.sound.protocol import Output, WholeSounds

GLANCE = 0.02
LOST = 1.0
"""Seconds without a call from the device after which it plays no more."""

SAMPLE = "Hello. I will guide you. Take your time."


def play_sample(
    clip: Clip, output: Output, *, volume: float = 0.0, wanted: Callable[[], bool] = lambda: True
) -> None:
    """Open the output, let the clip be heard at a volume in decibels, and close it again.

    Args:
        clip: what is said.
        output: closed.
        volume: decibels.
        wanted: asked again and again; the sound stops when it is False.

    Raises:
        SoundError: the output cannot be opened, or was lost.
    """
    facts = (VolumeChange(0, volume), Sound(0, SAMPLE))
    pcm = Mixer(lambda _: clip).mix(Part(0, clip.frames, facts, ()))
    output.open()
    try:
        if isinstance(output, WholeSounds) and output.wants_sounds:
            output.begin(0, pcm)
        while wanted() and output.heard() < clip.frames:
            room = max(0, output.room())
            output.write(pcm[: 2 * room] if pcm else bytes(2 * room))
            pcm = pcm[2 * room :]
            output.wait(GLANCE)
            if output.starved() > LOST:
                raise SoundError("The sound output was lost. Connect or switch it on, and try again.")
    finally:
        output.close()
