"""A dialogue that is spoken: what is asked sounds, and answers or silence lead on."""

from collections.abc import Generator
from dataclasses import dataclass, field

from voiceguide.core.command import By, Command
from voiceguide.core.conversation import Conversation
from voiceguide.core.dialogue import Ask, Dialogue, ask, tell
from voiceguide.core.facts import Hush, Sound, SoundFact, VolumeChange
from voiceguide.core.frames import RATE
from voiceguide.core.phrases import Answer, Meaning
from voiceguide.core.spoken import estimated_frames


def choosing() -> Dialogue[Meaning | None]:
    yield from tell("Hello.")
    chosen = yield from ask(("Hip or back?",), (Answer.HIP, Answer.BACK), again=("Please say hip, or back.",))
    if chosen:
        yield from tell("Good.")
    return chosen


@dataclass
class Talk:
    """A conversation with all its clips, and what it has said."""

    conversation: Conversation[Meaning | None] = field(default_factory=lambda: Conversation(choosing()))
    facts: list[SoundFact] = field(default_factory=list)

    def play(self, seconds: float) -> "Talk":
        for _ in range(round(seconds * 50)):
            for text in self.conversation.wanted:
                self.conversation.learn(text, estimated_frames(text))
            self.facts += self.conversation.advance(RATE // 50).sounds
        return self

    def say(self, meaning: Meaning) -> bool:
        return self.conversation.command(meaning, By.VOICE)

    @property
    def said(self) -> list[str]:
        return [str(fact.source) for fact in self.facts if isinstance(fact, Sound)]


def test_a_question_waits_for_its_answer_and_goes_on_with_it():
    talk = Talk().play(6)
    talk.say(Answer.BACK)
    talk.play(5)

    assert talk.said == ["Hello.", "Hip or back?", "Good."]
    assert talk.conversation.result is Answer.BACK
    assert talk.conversation.ended


def test_silence_is_asked_again_and_then_is_no_answer():
    talk = Talk().play(40)

    assert talk.said == ["Hello.", "Hip or back?", "Please say hip, or back."]
    assert talk.conversation.result is None
    assert talk.conversation.ended


def test_it_does_not_ask_again_before_eight_seconds_of_silence():
    talk = Talk().play(5)
    asked = next(
        fact.frame for fact in talk.facts if isinstance(fact, Sound) and fact.source == "Hip or back?"
    )
    talk.play(20)
    again = next(
        fact.frame for fact in talk.facts if isinstance(fact, Sound) and "Please" in str(fact.source)
    )

    assert again - asked - estimated_frames("Hip or back?") >= 8 * RATE


def test_an_answer_that_makes_no_sense_is_refused():
    talk = Talk().play(6)

    assert not talk.say(Answer.SEVEN)
    assert not talk.conversation.ended


def test_whoever_answers_in_mid_question_is_not_talked_over():
    talk = Talk().play(2.2)
    talk.say(Answer.HIP)
    talk.play(4)

    assert any(isinstance(fact, Hush) for fact in talk.facts)
    assert talk.conversation.result is Answer.HIP


def test_say_again_says_the_same_words_again():
    talk = Talk().play(6)
    talk.say(Command.REPEAT)
    talk.play(4)

    assert talk.said == ["Hello.", "Hip or back?", "Hip or back?"]


def test_louder_is_answered_by_the_voice_itself_and_kept():
    talk = Talk().play(6)
    talk.say(Command.LOUDER)
    talk.play(1)

    assert VolumeChange(talk.conversation.handed_out - RATE, 3.0) in talk.facts
    assert talk.conversation.volume == 3
    assert not talk.conversation.ended


def test_stop_ends_it_without_a_result():
    talk = Talk().play(6)
    talk.say(Command.STOP)

    assert talk.conversation.ended
    assert talk.conversation.result is None


def test_a_near_miss_is_told_once_a_turn_and_gives_more_time():
    talk = Talk().play(10)
    talk.conversation.near_miss()
    talk.play(4)
    talk.conversation.near_miss()
    talk.play(7)

    assert talk.said == ["Hello.", "Hip or back?", "I did not quite get that."]


def test_a_question_waits_for_a_late_clip_instead_of_being_left_out():
    conversation = Conversation(choosing())
    conversation.advance(10 * RATE)
    conversation.learn("Hello.", RATE)
    sounds = conversation.advance(RATE).sounds

    assert [fact.source for fact in sounds if isinstance(fact, Sound)] == ["Hello."]


def test_after_a_lost_loudspeaker_the_question_is_asked_again():
    talk = Talk().play(5)
    talk.conversation.lose_output(0)
    talk.play(60)
    talk.conversation.find_output(go_on=True)
    talk.play(5)

    assert talk.said == ["Hello.", "Hip or back?", "Sound is back.", "Hip or back?"]


def test_a_question_of_which_nothing_was_heard_cannot_be_answered():
    def must_be_heard() -> Dialogue[Meaning | None]:
        return (yield from ask(("Fever, or a fall?",), (Command.YES, Command.NO), whole=True))

    talk = Talk(Conversation(must_be_heard())).play(0.5)
    talk.conversation.lose_output(0)
    talk.play(10)
    while_lost = talk.say(Command.NO)
    talk.conversation.find_output(go_on=True)
    talk.play(6)

    assert not while_lost
    assert talk.say(Command.NO)


def test_whoever_does_not_come_back_to_a_lost_loudspeaker_is_taken_to_have_gone():
    talk = Talk().play(5)
    talk.conversation.lose_output(0)
    talk.conversation.advance(19 * 60 * RATE)
    patient = not talk.conversation.ended
    talk.conversation.advance(60 * RATE)

    assert patient
    assert talk.conversation.ended
    assert talk.conversation.result is None


def test_time_without_a_loudspeaker_is_counted_anew_each_time():
    talk = Talk().play(5)
    for _ in range(2):
        talk.conversation.lose_output(0)
        talk.conversation.advance(15 * 60 * RATE)
        talk.conversation.find_output(go_on=True)
        talk.play(3)

    assert not talk.conversation.ended


def yes_or_no() -> Generator[Ask, Meaning | None, Meaning | None]:
    return (yield from ask(("Go on?",), (Command.YES, Command.NO)))


def test_any_key_means_yes_and_n_means_no():
    talk = Talk(Conversation(yes_or_no())).play(2)

    assert talk.conversation.meaning("z") is Command.YES
    assert talk.conversation.meaning(" ") is Command.YES
    assert talk.conversation.meaning("n") is Command.NO


def test_any_key_is_also_one_that_answers_other_questions():
    conversation = Conversation(still_here())
    talk = Talk(conversation).play(3)

    assert {conversation.meaning(key) for key in "ynl+-x059 z"} == {Answer.USUAL}
    assert conversation.meaning("h") is Answer.HIP
    assert talk.say(Answer.USUAL)


def still_here() -> Dialogue[Meaning | None]:
    words = ("Say hip, or press any key.",)
    return (yield from ask(words, (Answer.HIP, Answer.USUAL), any_key=Answer.USUAL))


def test_where_an_answer_counts_a_key_that_answers_other_questions_is_none():
    def item() -> Dialogue[Meaning | None]:
        return (yield from ask(("Sore skin?",), (Command.YES, Command.NO), any_key=Command.REPEAT))

    conversation = Talk(Conversation(item())).play(3).conversation

    assert {conversation.meaning(key) for key in "hl+5"} == {None}
    assert conversation.meaning("z") is Command.REPEAT


def test_a_key_is_named_only_by_what_it_does():
    def sided() -> Dialogue[Meaning | None]:
        sides = (Answer.LEFT, Answer.RIGHT, Answer.BOTH)
        return (yield from ask(("Numb feet?",), (Command.YES, Command.NO, *sides), any_key=Command.REPEAT))

    conversation = Talk(Conversation(sided())).play(3).conversation

    assert conversation.hint == "y yes · n no · l left · r right · b both · q end"
    assert conversation.meaning("r") is Answer.RIGHT


def rating() -> Dialogue[Meaning | None]:
    return (yield from ask(("How much?",), (Answer.ZERO, Answer.SEVEN, Answer.TEN, Command.NEXT)))


def test_a_digit_means_its_number():
    talk = Talk(Conversation(rating())).play(2)

    assert talk.conversation.meaning("7") is Answer.SEVEN
    assert talk.conversation.meaning("x") is Answer.TEN
    assert talk.conversation.meaning("n") is Command.NEXT
    assert talk.conversation.meaning("5") is None


def test_what_has_not_begun_to_be_said_cannot_be_answered():
    conversation = Conversation(yes_or_no())

    assert not conversation.command(Command.YES, By.KEY)
    assert conversation.meaning("y") is None


def careful() -> Dialogue[Meaning | None]:
    return (yield from ask(("Is your chest tight?", "Or your breath short?"), (Command.NO,), whole=True))


def test_a_question_about_health_is_answered_only_once_all_of_it_was_said():
    talk = Talk(Conversation(careful())).play(2)
    early = talk.say(Command.NO)
    talk.play(4)

    assert not early
    assert talk.say(Command.NO)
    assert talk.conversation.result is Command.NO


def test_saying_it_again_and_again_is_not_silence():
    talk = Talk(Conversation(yes_or_no())).play(2)
    for _ in range(4):
        talk.say(Command.REPEAT)
        talk.play(2)

    assert talk.said.count("Go on?") == 5
    assert not talk.conversation.ended


def test_the_keys_that_answer_are_named():
    rated, answered = (Talk(Conversation(one())).play(2).conversation for one in (rating, yes_or_no))

    assert rated.hint == "0 to 9, x ten · n skip · r say again · q end"
    assert answered.hint == "y yes · n no · r say again · q end"


def test_keys_are_named_only_once_they_count():
    def health() -> Dialogue[Meaning | None]:
        words = ("Is anything new?", "Or worse?")
        return (yield from ask(words, (Command.YES, Command.NO), any_key=Command.REPEAT, whole=True))

    talk = Talk(Conversation(health())).play(1)
    asking = talk.conversation.hint
    talk.play(5)

    assert asking == "q end"
    assert talk.conversation.hint == "y yes · n no · r say again · q end"
