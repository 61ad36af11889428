"""The faults of listening; a session goes on with its keys."""

from voiceguide.core.errors import VoiceguideError


class ListenError(VoiceguideError):
    """What is said cannot be heard or understood."""


class MicrophoneLostError(ListenError):
    """There is no microphone, or no longer; it may come back."""
