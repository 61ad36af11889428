"""The safety questions as data: what is asked on the screen and in the ear, and what can be answered.

They are those that people with back or hip pain are asked before anything is pressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from voiceguide.core.point import Side


class Statement(StrEnum):
    """What somebody states about one thing."""

    NO = "no"
    YES = "yes"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    UNSURE = "unsure"


WITHOUT_SIDES = (Statement.NO, Statement.YES, Statement.UNSURE)
WITH_SIDES = (Statement.NO, Statement.LEFT, Statement.RIGHT, Statement.BOTH, Statement.UNSURE)


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said instead of a session."""

    title: str
    words: tuple[str, ...]
    """Sentences."""


EMERGENCY = Advice(
    "Let us not start",
    (
        "Let us not start.",
        "This may be serious and needs checking now.",
        "Call your local emergency number, or ask someone to.",
        "I am stopping here.",
    ),
)
ASK_A_DOCTOR = Advice(
    "Not today", ("Not today.", "Please ask a doctor first; today, if you are feverish or getting weaker.")
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a red flag question names."""

    text: str
    aloud: bool = True
    """Whether it is asked in the ear too; others may hear."""


@dataclass(frozen=True, slots=True)
class Group:
    asked: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One answer for all it names; anything but a no ends with advice, not with a session."""

    id: str
    groups: tuple[Group, ...]
    advice: Advice

    @property
    def ids(self) -> tuple[str, ...]:
        """What it wants answers to."""
        return (self.id,)

    @property
    def aloud(self) -> tuple[str, ...]:
        """In short sentences, one thing each."""
        return tuple(
            sentence
            for group in self.groups
            for sentence in (group.asked, *(_sentence(part.text) for part in group.parts if part.aloud))
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Advice that changes no point."""

    text: str
    points: tuple[str, ...] = ()
    """What it recommends; where all of them are left out, `without` is said instead."""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may apply, perhaps on one side only."""

    id: str
    label: str
    """On the screen, short."""
    asked: str
    """In the ear."""
    said: str
    """After "You said:"."""
    conditions: tuple[str, ...] = ()
    sided: bool = False
    condition_by_side: Mapping[Side, str] = field(default_factory=dict)
    """Where each side is a condition of its own."""
    both: str = "on both sides"
    notes: tuple[Note, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        return WITH_SIDES if self.sided else WITHOUT_SIDES

    def read_back(self, statement: Statement) -> str:
        where = {
            Statement.LEFT: " on the left side",
            Statement.RIGHT: " on the right side",
            Statement.BOTH: f" {self.both}",
            Statement.UNSURE: f" {self.both}" if self.sided else "",
        }.get(statement, "")
        return f"{'perhaps ' if statement is Statement.UNSURE else ''}{self.said}{where}"


@dataclass(frozen=True, slots=True)
class Checklist:
    id: str
    asked: str
    """On the screen, above the items."""
    opening: tuple[str, ...]
    """In the ear, before anybody goes through the items one by one."""
    none: str
    """On the screen: all items do not apply."""
    items: tuple[Item, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)


Question = RedFlag | Checklist

_RECENT = Note("After a recent operation or fracture, ask a doctor first, and never press on a new scar.")
_IMPLANT = Note("Never press on an implant, or beside it.")
_FLOOR = Note(
    "Lie on a bed instead of the floor, or choose the sitting foot session.",
    ("SOLE", "KI1"),
    "Lie on a bed instead of the floor.",
)
_OPERATION = "an operation, fracture or new joint of the"

QUESTIONS: tuple[Question, ...] = (
    RedFlag(
        "nerves",
        (
            Group(
                "Is any of this new?",
                (
                    Part("numbness between your legs"),
                    Part("bladder or bowel trouble"),
                    Part("weak, numb or painful legs, on both sides"),
                    Part("loss of sexual function or feeling", aloud=False),
                    Part("pain after a fall or an accident"),
                ),
            ),
        ),
        EMERGENCY,
    ),
    RedFlag(
        "now",
        (
            Group(
                "Do you have any of this now?",
                (
                    Part("chest pain"),
                    Part("breathlessness"),
                    Part("a new throbbing in the belly"),
                    Part("one leg swollen, warm and sore"),
                ),
            ),
        ),
        EMERGENCY,
    ),
    RedFlag(
        "unchecked",
        (
            Group("Do you have a fever now?"),
            Group(
                "Or anything of this that no doctor has checked yet?",
                (
                    Part("weight loss without trying"),
                    Part("cancer"),
                    Part("growing weakness"),
                    Part("night pain that no position eases"),
                ),
            ),
        ),
        ASK_A_DOCTOR,
    ),
    Checklist(
        "conditions",
        "Which of these apply to you?",
        (
            "Does any of these apply to you?",
            "Pregnant, or perhaps pregnant.",
            "Thin bones.",
            "Rheumatoid arthritis.",
            "Blood thinners, or bleeding trouble.",
            "Varicose veins.",
            "A known or suspected blood clot.",
            "Numb feet.",
            "A hernia.",
            "A heart or bowel illness.",
            "An aneurysm.",
            "Sore skin.",
        ),
        "None of these",
        (
            Item(
                "pregnant",
                "Pregnant, or perhaps",
                "Are you pregnant, or perhaps pregnant?",
                "pregnant, or perhaps",
                ("pregnancy",),
                notes=(Note("In the later months do not lie flat on your back; ask your midwife first."),),
            ),
            Item(
                "thin-bones",
                "Thin bones (osteoporosis)",
                "Thin bones, osteoporosis?",
                "thin bones",
                ("osteoporosis",),
            ),
            Item(
                "rheumatoid",
                "Rheumatoid arthritis",
                "Rheumatoid arthritis?",
                "rheumatoid arthritis",
                ("rheumatoid",),
            ),
            Item(
                "bleeding",
                "Blood thinners, bleeding trouble",
                "Blood thinners, or bleeding trouble?",
                "blood thinners or bleeding trouble",
                ("blood-thinners",),
            ),
            Item(
                "veins",
                "Varicose veins",
                "Varicose veins?",
                "varicose veins",
                ("varicose-veins",),
                sided=True,
            ),
            Item(
                "clot",
                "Blood clot, known or suspected",
                "A known or suspected blood clot?",
                "a known or suspected blood clot",
                ("blood-clot",),
            ),
            Item(
                "numb-feet", "Numb feet", "A numb foot?", "numbness of the foot", ("numb-feet",), sided=True
            ),
            Item("hernia", "Hernia", "A hernia?", "a hernia", ("belly",)),
            Item(
                "heart",
                "Heart or bowel illness, aneurysm",
                "A heart or bowel illness, or an aneurysm?",
                "a heart or bowel illness, or an aneurysm",
                ("belly",),
                notes=(Note("With a heart or bowel illness or an aneurysm, ask a doctor first."),),
            ),
            Item("skin", "Sore skin", "Sore skin?", "sore skin", ("skin",), sided=True),
        ),
    ),
    Checklist(
        "operations",
        "Any operation, fracture, new joint or implant? Where?",
        ("Any operation, or fracture?", "A new joint, or an implant?"),
        "None of these",
        (
            Item(
                "spine",
                "Back or spine",
                "Was it your back, or your spine?",
                "an operation or fracture of the spine",
                ("spine-surgery",),
                notes=(_RECENT,),
            ),
            Item(
                "hip",
                "Hip or pelvis",
                "A hip, or the pelvis?",
                f"{_OPERATION} hip or pelvis",
                ("hip-replacement",),
                sided=True,
                notes=(_RECENT,),
            ),
            Item(
                "knee",
                "Knee",
                "A knee?",
                f"{_OPERATION} knee",
                ("knee-surgery",),
                sided=True,
                notes=(_RECENT,),
            ),
            Item(
                "foot",
                "Foot or ankle",
                "A foot, or an ankle?",
                f"{_OPERATION} foot or ankle",
                ("numb-feet",),
                sided=True,
                notes=(_RECENT,),
            ),
            Item(
                "belly",
                "Belly",
                "Your belly?",
                "an operation of the belly",
                ("belly",),
                notes=(_RECENT,),
            ),
            Item(
                "pump",
                "Pump or stimulator, belly or back",
                "A pump or a stimulator, in the belly or the back?",
                "a pump or stimulator in the belly or the back",
                ("belly", "spine-surgery"),
                notes=(_IMPLANT,),
            ),
            Item(
                "elsewhere",
                "Anywhere else, or another implant",
                "Anywhere else, or another implant?",
                "an operation, fracture or implant elsewhere",
                notes=(_RECENT, _IMPLANT),
            ),
        ),
    ),
    Checklist(
        "lying",
        "Lying down, leaning, getting up",
        (
            "Is there a side that you cannot lie on?",
            "Are your hands too sore to lean on?",
            "Is it too hard to get up from the floor?",
            "Does any of these apply?",
        ),
        "None of this",
        (
            Item(
                "side",
                "Cannot lie on a side",
                "Is there a side that you cannot lie on?",
                "you cannot lie",
                condition_by_side={Side.LEFT: "no-left-side", Side.RIGHT: "no-right-side"},
                sided=True,
                both="on either side",
            ),
            Item(
                "hands",
                "Hands too sore to lean on",
                "Are your hands too sore to lean on?",
                "hands too sore to lean on",
                ("sore-hands",),
            ),
            Item(
                "floor",
                "Too hard to get up from the floor",
                "Is it too hard to get up from the floor?",
                "getting up from the floor is too hard",
                notes=(_FLOOR,),
            ),
        ),
    ),
)

ITEMS: Mapping[str, Item] = MappingProxyType(
    {item.id: item for asked in QUESTIONS if isinstance(asked, Checklist) for item in asked.items}
)
FLAGS: Mapping[str, RedFlag] = MappingProxyType(
    {asked.id: asked for asked in QUESTIONS if isinstance(asked, RedFlag)}
)


def possible(name: str) -> tuple[Statement, ...]:
    """What can be stated about an item, or in answer to a red flag question."""
    return ITEMS[name].statements if name in ITEMS else WITHOUT_SIDES


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
