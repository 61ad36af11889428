"""What somebody's health changes: points left out, points pressed more gently, sessions refused.

The table follows those cautions in `data/points.yaml` that the safety questions ask about, and their sources;
where they differ it is the stricter. The others stand with each point on the screen's page about the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    name: str
    """As written after `--avoid`."""
    title: str
    """As said on the screen; true of every answer that leads to it."""
    sided: bool = False
    """Whether it may concern one side only."""
    drops: frozenset[str] = frozenset()
    """Points left out on the side concerned."""
    drops_any_side: frozenset[str] = frozenset()
    """Points left out whichever side is concerned."""
    softens: frozenset[str] = frozenset()
    softens_all: bool = False
    """Also points of somebody's own."""
    no_side_lying: bool = False
    ask_first: bool = False
    refuses: str | None = None
    """Why no session at all is given."""


def _points(*names: str) -> frozenset[str]:
    return frozenset(names)


CONDITIONS: Mapping[str, Condition] = {
    condition.name: condition
    for condition in (
        Condition(
            "pregnancy",
            "pregnancy, or perhaps pregnant",
            drops=_points("CV6", "B23", "B47", "B48", "LR3", "SOLE", "KI1"),
            softens=_points("GB29", "GB30"),
        ),
        Condition("varicose-veins", "varicose veins", sided=True, drops=_points("B53", "B54")),
        Condition(
            "knee-surgery", "a knee operation, fracture or new joint", sided=True, drops=_points("B53", "B54")
        ),
        Condition(
            "blood-clot",
            "a known or suspected blood clot",
            refuses="With a known or suspected blood clot, please ask a doctor before any session.",
        ),
        Condition(
            "osteoporosis",
            "thin bones",
            drops=_points("B23", "B47"),
            softens=_points("B48", "GB30"),
            ask_first=True,
        ),
        Condition(
            "spine-surgery",
            "a spine operation or fracture or an implant",
            drops=_points("B23", "B47"),
            softens=_points("B48", "GB30"),
            ask_first=True,
        ),
        Condition(
            "hip-replacement",
            "a new hip joint, or an operation or fracture of hip or pelvis",
            sided=True,
            drops=_points("GB29", "GB30", "B53", "B54"),
            # One heel presses the other foot: no leg crosses the middle.
            drops_any_side=_points("LR3", "SOLE", "KI1"),
            no_side_lying=True,
        ),
        Condition("rheumatoid", "rheumatoid arthritis", softens_all=True, ask_first=True),
        Condition(
            "blood-thinners",
            "blood thinners or bleeding trouble",
            softens=_points("B23", "B47", "B48", "GB29", "GB30"),
        ),
        Condition(
            "numb-feet",
            "numb, operated or injured feet",
            sided=True,
            drops=_points("SOLE", "KI1"),
            # The other heel would press without feeling how hard.
            drops_any_side=_points("LR3"),
        ),
        Condition(
            "belly",
            "a hernia, an aneurysm, a belly operation, an implant, or a heart or bowel illness",
            drops=_points("CV6"),
        ),
        Condition("skin", "sore skin", sided=True, softens_all=True, ask_first=True),
        Condition("sore-hands", "hands too sore to lean on", drops=_points("B23", "B47", "B48")),
        Condition("no-left-side", "cannot lie on the left side", no_side_lying=True),
        Condition("no-right-side", "cannot lie on the right side", no_side_lying=True),
    )
}

GENTLEST_FIRST = ("skin", "rheumatoid", "pregnancy", "osteoporosis", "spine-surgery", "blood-thinners")
"""Of several conditions that soften a point the first one's words are said: they ask for no more than the
others allow."""
