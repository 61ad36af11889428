"""The faults of media keys; a session goes on without them."""

from voiceguide.core.errors import VoiceguideError


class MediaError(VoiceguideError):
    """Buttons of headsets and keyboards cannot be heard, or no longer."""
