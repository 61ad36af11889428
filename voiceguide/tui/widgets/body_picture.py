"""The body with the points of a session, the one of the moment marked."""

from collections.abc import Mapping, Sequence

from voiceguide.core.figure import Figure
from voiceguide.core.point import Point, Posture, Side
from voiceguide.core.stage import Stage
from voiceguide.picture.palette import Cell
from voiceguide.picture.scene import Marked, Scene, overview, scene_for
from voiceguide.tui.widgets.colours import palette_of
from voiceguide.tui.widgets.drawing import Drawing

PAIR = 1.6
"""Columns for each row from which on two views stand side by side."""
SOON = 0.05
"""Seconds after which everything around the picture has been painted."""


class BodyPicture(Drawing):
    """Shows nothing until it is told what."""

    def __init__(self, figure: Figure, points: Mapping[str, Point], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figure = figure
        self._points = points
        self._shown: object = None
        self._scene: Scene | None = None
        self._painted = False

    def on_mount(self) -> None:
        super().on_mount()
        self.set_timer(SOON, self._paint)

    def _paint(self) -> None:
        """Draw once everything else is seen, since what draws takes a while to load."""
        self._painted = True
        self.redraw()

    def show(self, session: Sequence[Stage], stage: Stage | None) -> None:
        """The points of these stages, and the stage of the moment."""
        marks = tuple(dict.fromkeys((one.point, one.side) for one in session if one.point and one.side))
        now = (stage.point, stage.side, stage.posture) if stage and stage.point and stage.side else None
        if (marks, now) != self._shown:
            self._shown = (marks, now)
            marked = [Marked(self._points[point], side) for point, side in marks]
            self._scene = self._scene_of(marked, now)
            self.redraw()

    def cells(self, columns: int, rows: int) -> Sequence[Sequence[Cell]]:
        if self._scene is None or not self._painted or columns < 1 or rows < 1:
            return ()
        from voiceguide.picture.blocks import blocks  # noqa: PLC0415 - numpy loads behind the first paint

        scene = self._scene
        if len(scene.panels) > 1 and columns < rows * PAIR:
            scene = Scene((max(scene.panels, key=lambda panel: len(panel.spots)),))
        return blocks(scene, columns, rows, palette_of(self))

    def _scene_of(self, marked: Sequence[Marked], now: tuple[str, Side, Posture] | None) -> Scene:
        if now is None:
            return overview(marked, self._figure)
        point, side, posture = now
        return scene_for(self._points[point], side, posture, marked, self._figure)
