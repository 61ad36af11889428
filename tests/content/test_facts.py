"""The bundled points and routines say what the sources say, in words fit for the ear.

Read with a plain YAML loader, so that these figures owe nothing to the program's own reader.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
POINTS: dict[str, Any] = yaml.safe_load((ROOT / "data/points.yaml").read_text("utf-8"))["points"]
SOURCES: dict[str, str] = yaml.safe_load((ROOT / "data/points.yaml").read_text("utf-8"))["sources"]
ROUTINES: dict[str, Any] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "routines").glob("*.yaml"))
}

CODES = {
    "CV6": "CV6",
    "B23": "BL23",
    "B47": "BL52",
    "B53": "BL39",
    "B54": "BL40",
    "LR3": "LR3",
    "SOLE": "-",
    "KI1": "KI1",
    "GB30": "GB30",
    "B48": "BL53",
    "GB29": "GB29",
}

MARKS = {
    "CV6": {("front", "midline", 0.5, 0.424)},
    "B23": {("back", "left", 0.45, 0.356), ("back", "right", 0.55, 0.356)},
    "B47": {("back", "left", 0.4, 0.356), ("back", "right", 0.6, 0.356)},
    "B48": {("back", "left", 0.4, 0.433), ("back", "right", 0.6, 0.433)},
    "B54": {("back", "left", 0.42, 0.73), ("back", "right", 0.58, 0.73)},
    "B53": {("back", "left", 0.375, 0.73), ("back", "right", 0.625, 0.73)},
    "GB30": {
        ("back", "left", 0.325, 0.484),
        ("back", "right", 0.675, 0.484),
        ("side", "right", 0.45, 0.484),
    },
    "GB29": {
        ("front", "right", 0.275, 0.466),
        ("front", "left", 0.725, 0.466),
        ("side", "right", 0.56, 0.466),
    },
    "LR3": {
        ("front", "right", 0.445, 0.975),
        ("front", "left", 0.555, 0.975),
        ("foot-top", "right", 0.36, 0.42),
    },
    "KI1": {("sole", "right", 0.58, 0.447)},
    "SOLE": {("sole", "right", 0.54, 0.92)},
}

SOFTENED = {
    "pregnancy": {"GB29", "GB30"},
    "osteoporosis": {"B48", "GB30"},
    "spine-surgery": {"B48", "GB30"},
    "blood-thinners": {"B23", "B47", "B48", "GB29", "GB30"},
    "rheumatoid": set(CODES),
    "skin": set(CODES),
}

SPOKEN_BY_NAME = {
    "pregnancy": "pregnan|midwife",
    "osteoporosis": "osteopor|thin bone",
    "spine-surgery": "surg|operat|fracture",
    "blood-thinners": "blood|thinner|bruis",
    "rheumatoid": "rheuma|arthrit",
    "skin": "skin|wound",
}

IN_ORDER = {
    "back": "CV6 B23 B47 B54 B53 B54 B53 LR3 LR3 SOLE SOLE",
    "hip": "B48 GB29 GB30 GB29 GB30",
    "back-lying": "CV6 B23 B47 B54 B53 B54 B53 LR3 LR3",
    "hip-supine": "B48 GB29 GB30 GB30",
    "feet-sitting": "SOLE KI1 SOLE KI1",
}

LEAST_SECONDS = {"back": 910, "hip": 670, "back-lying": 447, "hip-supine": 415, "feet-sitting": 309}

NEEDED = [
    ("GB29", "side-lying", "right"),
    ("GB29", "supine", "left"),
    ("GB29", "supine", "both"),
    ("GB30", "side-lying", "right"),
    ("GB30", "supine", "right"),
    ("LR3", "supine", "right"),
    ("LR3", "sitting", "right"),
    ("B23", "supine", "left"),
    ("B47", "supine", "left"),
    ("B48", "supine", "left"),
]

PROMISE = re.compile(
    r"\b(?<!not a )(treats?|treated|treatments?|cures?|cured|heals?|healed|healing|proven|effective(ly)?"
    r"|works?|reliev\w+|relief|guarante\w+|detox\w*|miracle)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\b(?:[A-Z]{2,}|[A-Z]+\d+)\b")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
VARIANT_FIELDS = ("place", "locate", "press", "warn", "brief", "touch", "release", "remind")


def said_of_points() -> list[tuple[str, str, str]]:
    """Where it stands, under which key, and the text, for everything spoken about a point."""
    texts = [
        (f"{name}.{field}", key, text)
        for name, point in POINTS.items()
        for field in VARIANT_FIELDS
        for key, text in point.get(field, {}).items()
    ]
    gentle = [
        (f"{name}.soften", key, text)
        for name, point in POINTS.items()
        for condition in point["soften"]
        for key, text in gentle_words(name, condition).items()
    ]
    return [*texts, *gentle]


def gentle_words(point: str, condition: str) -> dict[str, str]:
    """By situation: how it is pressed with a condition."""
    written = POINTS[point]["soften"].get(condition, {})
    return {"default": written} if isinstance(written, str) else written


def said_of_steps() -> Iterator[tuple[str, str, str]]:
    for name, routine in ROUTINES.items():
        yield name, "title", routine["title"]
        for number, step in enumerate(routine["steps"]):
            for key in ("say", "brief"):
                if key in step:
                    yield f"{name}[{number}]", key, step[key]


def said() -> list[tuple[str, str, str]]:
    return [*said_of_points(), *said_of_steps()]


def shown() -> list[str]:
    cautions = [text for point in POINTS.values() for text in point["cautions"].values()]
    summaries = [routine["summary"] for routine in ROUTINES.values()]
    refusals = [text for routine in ROUTINES.values() for text in routine.get("refused", {}).values()]
    return [*cautions, *summaries, *refusals, *(point["name"] for point in POINTS.values())]


def names_a_side(where: str, key: str) -> bool:
    """Whether a text may say which side: not for both at once, not on the midline."""
    return key != "both" and POINTS[where.partition(".")[0]]["sided"] is True


def variant(point: str, field: str, posture: str, side: str) -> Any:  # noqa: ANN401 - texts and durations
    texts = POINTS[point].get(field, {})
    keys = ["both"] if side == "both" else []
    return next((texts[key] for key in (*keys, posture, "default") if key in texts), None)


def seconds(written: Any) -> int:  # noqa: ANN401 - YAML may hand over a number or a text
    return int(str(written).removesuffix("s"))


def placed_steps() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each step with its routine and the posture carried on from the steps before."""
    for name, routine in ROUTINES.items():
        posture = ""
        for step in routine["steps"]:
            posture = step.get("posture", posture)
            yield name, posture, step


def uses() -> list[tuple[str, str, str]]:
    steps = [(posture, step) for _, posture, step in placed_steps() if "point" in step]
    return sorted({(step["point"], posture, step["sides"]) for posture, step in steps} | set(NEEDED))


def step_seconds(step: dict[str, Any]) -> int:
    if "move" in step:
        return seconds(step["for"])
    if "breathe" in step:
        return seconds(step["prepare"]) + seconds(step["breathe"])
    point = POINTS[step["point"]] | step
    repeat = int(point.get("repeat", 1))
    pauses = (repeat - 1) * seconds(point.get("pause", "10s"))
    return seconds(point["prepare"]) + repeat * seconds(point["hold"]) + pauses + seconds(point["rest"])


def words(text: str) -> int:
    return len(text.split())


def test_every_point_of_the_article_has_both_its_codes() -> None:
    codes = {name: point["code"] for name, point in POINTS.items()}

    assert codes == CODES


def test_only_the_belly_point_lies_on_the_midline() -> None:
    unsided = [name for name, point in POINTS.items() if not point["sided"]]

    assert unsided == ["CV6"]


@pytest.mark.parametrize("name", CODES)
def test_a_point_is_drawn_where_the_body_map_has_it(name: str) -> None:
    drawn = [(mark["view"], mark["side"], mark["x"], mark["y"]) for mark in POINTS[name]["marks"]]

    assert set(drawn) == MARKS[name]
    assert len(drawn) == len(MARKS[name])


def test_only_the_sole_is_stroked_and_the_stroke_ends_below_the_toes() -> None:
    strokes = {
        name: mark["to"] for name, point in POINTS.items() for mark in point["marks"] if mark.get("to")
    }

    assert strokes == {"SOLE": [0.58, 0.27]}


def test_nothing_is_promised() -> None:
    texts = [*(text for _, _, text in said()), *shown()]

    assert [text for text in texts if PROMISE.search(text)] == []


def test_a_promise_is_seen_and_the_plain_disclaimer_is_not_one() -> None:
    claims = ["It treats pain.", "Proven relief.", "This works."]

    assert all(PROMISE.search(claim) for claim in claims)
    assert not PROMISE.search("It is not a treatment. Sweat on the forehead is normal.")


def test_nothing_spoken_holds_a_numeral_a_code_or_a_shout() -> None:
    unfit = [
        (where, key, text) for where, key, text in said() if re.search(r"[\d!]", text) or CODE.search(text)
    ]

    assert unfit == []


def test_sentences_are_short() -> None:
    sentences = [sentence for _, _, text in said() for sentence in re.split(r"[.?]", text)]

    assert [sentence for sentence in sentences if words(sentence) > 21] == []


def test_a_placeholder_is_a_side_and_stands_only_where_there_is_one() -> None:
    allowed: dict[bool, set[str]] = {False: set(), True: {"{side}", "{other}"}}
    unfit = [
        (where, key, text)
        for where, key, text in said_of_points()
        if not set(PLACEHOLDER.findall(text)) <= allowed[names_a_side(where, key)]
        or "{" in PLACEHOLDER.sub("", text)
    ]

    assert unfit == []


def test_routines_speak_without_placeholders() -> None:
    braces = [text for _, _, text in said_of_steps() if "{" in text]

    assert braces == []


@pytest.mark.parametrize(("name", "posture", "side"), uses())
def test_a_point_has_words_for_every_use_of_it(name: str, posture: str, side: str) -> None:
    needed = ("place", "locate", "press", "brief", "release", "settle")
    found = {field: variant(name, field, posture, side) for field in needed}

    assert all(found.values())
    assert side != "both" or not PLACEHOLDER.search(" ".join(found.values()))


@pytest.mark.parametrize(("name", "posture", "side"), uses())
def test_finding_and_pressing_take_forty_to_seventy_words(name: str, posture: str, side: str) -> None:
    full = sum(words(variant(name, field, posture, side) or "") for field in ("locate", "press", "warn"))
    # The outer cord comes right after the hollow beside it and only says what differs.
    least = 30 if name == "B53" else 40

    assert least <= full <= 70


@pytest.mark.parametrize(("name", "posture", "side"), uses())
def test_the_brief_words_are_brief(name: str, posture: str, side: str) -> None:
    brief = words(variant(name, "brief", posture, side)) + words(variant(name, "touch", posture, side))

    assert 6 <= brief <= 20


def test_gentle_words_are_few_enough_to_be_said_however_little_is_said() -> None:
    long = [text for where, _, text in said_of_points() if where.endswith("soften") and words(text) > 25]

    assert long == []


def test_every_point_has_a_short_name_of_its_own() -> None:
    names = [point["short"] for point in POINTS.values()]

    assert len(set(names)) == len(POINTS)
    assert not [name for name in names if "," in name]


@pytest.mark.parametrize("name", CODES)
def test_a_reminder_fits_between_two_counts(name: str) -> None:
    longest = max(words(text) for text in POINTS[name]["remind"].values())

    assert longest <= 6


@pytest.mark.parametrize("name", CODES)
def test_a_place_is_lower_case_and_has_no_full_stop(name: str) -> None:
    places = POINTS[name]["place"].values()

    assert all(place == place.lower() and not place.endswith(".") for place in places)


@pytest.mark.parametrize("condition", SOFTENED)
def test_a_condition_softens_exactly_its_points(condition: str) -> None:
    softened = {name for name, point in POINTS.items() if condition in point["soften"]}

    assert softened == SOFTENED[condition]


def test_nothing_is_softened_for_any_other_condition() -> None:
    conditions = {condition for point in POINTS.values() for condition in point["soften"]}

    assert conditions == set(SOFTENED)


@pytest.mark.parametrize("condition", SOFTENED)
def test_what_others_may_hear_does_not_name_the_condition(condition: str) -> None:
    texts = [text for name in POINTS for text in gentle_words(name, condition).values()]

    assert not [text for text in texts if re.search(SPOKEN_BY_NAME[condition], text, re.IGNORECASE)]


@pytest.mark.parametrize("name", ["CV6", "B23", "B47", "B48", "LR3", "SOLE", "KI1"])
def test_the_avoidance_in_pregnancy_is_told_as_a_tradition(name: str) -> None:
    caution = POINTS[name]["cautions"]["pregnancy"]

    assert caution.startswith("Traditionally avoided")


@pytest.mark.parametrize("posture", ["side-lying", "supine"])
def test_the_outer_buttock_warns_of_the_nerve_before_the_first_hold(posture: str) -> None:
    warning = variant("GB30", "warn", posture, "right")

    assert "Tingling or lightning down the leg?" in warning


@pytest.mark.parametrize("name", ["B23", "B47", "B48"])
def test_hands_under_the_body_get_twelve_seconds_to_settle_and_half_a_minute_of_hold(name: str) -> None:
    point = POINTS[name]

    assert (point["settle"]["default"], point["hold"]) == ("12s", "30s")


def test_every_point_names_its_sources_and_every_source_is_used() -> None:
    used = {source for point in POINTS.values() for source in point["sources"]}

    assert all(point["sources"] for point in POINTS.values())
    assert used == set(SOURCES)


def test_the_five_routines_are_there() -> None:
    assert set(ROUTINES) == set(IN_ORDER)


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_routine_visits_its_points_in_order(name: str) -> None:
    visited = [step["point"] for step in ROUTINES[name]["steps"] if "point" in step]

    assert visited == IN_ORDER[name].split()


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_routine_is_the_same_on_both_sides(name: str) -> None:
    steps = [step for step in ROUTINES[name]["steps"] if "point" in step]
    right, left = ([step for step in steps if step["sides"] == side] for side in ("right", "left"))

    assert [(step["point"], step["hold"]) for step in right] == [
        (step["point"], step["hold"]) for step in left
    ]


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_routine_begins_and_ends_with_breathing(name: str) -> None:
    steps = ROUTINES[name]["steps"]

    assert "breathe" in steps[0]
    assert "breathe" in steps[-1]


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_routine_leaves_at_least_the_time_its_rows_ask_for(name: str) -> None:
    total = sum(step_seconds(step) for step in ROUTINES[name]["steps"])

    assert total >= LEAST_SECONDS[name]


def test_posture_changes_only_in_a_move() -> None:
    for name, routine in ROUTINES.items():
        changed = [step for step in routine["steps"][1:] if "posture" in step and "move" not in step]

        assert changed == [], name


def test_the_soft_ball_is_lain_on_once_for_twenty_seconds() -> None:
    balls = [step for step in ROUTINES["hip-supine"]["steps"] if step.get("point") == "GB30"]

    assert [(step["sides"], step["hold"], step["repeat"]) for step in balls] == [
        ("right", "20s", 1),
        ("left", "20s", 1),
    ]


def test_the_back_sessions_are_refused_in_pregnancy_and_no_other_is() -> None:
    refused = {name: set(routine["refused"]) for name, routine in ROUTINES.items() if "refused" in routine}

    assert refused == {"back": {"pregnancy"}, "back-lying": {"pregnancy"}}


def test_only_the_session_with_turning_proposes_one_without() -> None:
    proposed = {
        name: routine["without-turning"] for name, routine in ROUTINES.items() if "without-turning" in routine
    }

    assert proposed == {"hip": "hip-supine"}
