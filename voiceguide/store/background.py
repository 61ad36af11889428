"""A thread that writes while others play: of each thing only the newest, and never in anybody's way."""

from collections.abc import Callable
from threading import Condition, Thread

from voiceguide.core.errors import VoiceguideError

Job = Callable[[], None]


class Background:
    """Does jobs one after the other; a job that has not begun gives way to a newer one of its name."""

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        """`tell` is given the first thing that goes wrong, once, on the thread behind."""
        self.trouble: str | None = None
        """The first thing that went wrong, as one plain sentence."""
        self._tell = tell
        self._fault: Exception | None = None
        self._jobs: dict[str, Job] = {}
        self._busy = False
        self._closing = False
        self._changed = Condition()
        self._thread = Thread(target=self._work, name="voiceguide-store", daemon=True)
        self._thread.start()

    def post(self, name: str, job: Job) -> None:
        """Have a job done soon; returns at once. Once closed there is no thread, and it is done here."""
        with self._changed:
            late = self._closing
            if not late:
                self._jobs[name] = job
                self._changed.notify_all()
        if late:
            self._do(job)

    def flush(self) -> None:
        """Wait until everything that was posted is done."""
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs and not self._busy)

    def close(self) -> None:
        """Do what is left, then end; may be called twice. A fault of the program itself is raised here."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        if self._fault:
            fault, self._fault = self._fault, None
            raise fault

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._do(job)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _do(self, job: Job) -> None:
        try:
            job()
        except VoiceguideError as error:
            if self.trouble is None:
                self.trouble = str(error)
                if self._tell:
                    self._tell(self.trouble)
        except Exception as error:  # noqa: BLE001 - the other jobs go on; close raises it
            self._fault = self._fault or error

    def _next(self) -> Job | None:
        """The oldest job, once there is one; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing)
            if not self._jobs:
                return None
            self._busy = True
            return self._jobs.pop(next(iter(self._jobs)))
