"""The faults a person can meet; each message is one plain sentence that says what to do."""


class VoiceguideError(Exception):
    """Something given, or something on this machine, keeps a session from going on."""


class ContentError(VoiceguideError):
    """A routine or a point is written in a way that cannot be read."""


class PlanError(VoiceguideError):
    """The choices made leave no session, or name something that does not exist."""


class VoiceError(VoiceguideError):
    """A voice could not speak."""


class SoundError(VoiceguideError):
    """The sound could not be played."""


class ExportError(VoiceguideError):
    """A file could not be written."""
