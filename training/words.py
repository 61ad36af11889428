"""What is said that is not a phrase: near misses, common words, letters, and short talk."""

NEAR_MISSES = """
thank you|quarter|weight|fourth|queue|go bag|go pack|gold|gone|hole on|hold it|old one|paws|pose|cause
claws|boss|pours|applause|because|presume|assume|perfume|resin|go in|go home|going|goal|carrot|carry
carbon|contain|content|text|necks|nest|neck|exit|skin|skit|scalp|sip|ship|next week|next door|rough|tough
cuff|stuff|dumb|down|dawn|den|go bad|go black|coat rack|pack|bag|bad|bat|black|previous|previously|defeat
repaint|receipt|rapid|repair|a gain|a game|against|begun|pagan|say when|say a name|water|watt|wet|wear
were|there|hair|red|reading|already|steady|lady|greedy|got to|got him|goddess|wade|way|late|mate|date
gate|eight o'clock|notched|not that|not me|knot|stronger|longing|hunger|linger|lounge|lower|more lime
more often|mountain|short cut|sharper|sorter|shore|sure|short term|less often|lest|chowder|powder|loader
loaded|ladder|speaker|speak now|beak|quiet|quite|choir|wider|water jug|soft|sofa|suffer|office
less walking|talking|walking|only once|lonely|coats|hello|hollow|how are you|how wrong|howl|along|so long
how much|much longer road|couch|out|ow|pouch|it works|it turns|hurts|hurry|hit|kelp|felt|health|held
help you|crab|tramp|camp|grand|clamp|no learning|no turn|burning|turning|stay over here|in my back
on my back|stay|top|step|stock|shop|star|end lesson|and fashion|session|fish|finish line|furnish|vanish
yet|yesterday|guess|chess|jazz|year|yard|yellow|know|now|note|nose|hope|rope|soap|note pad|what can we do
what did I say|what can he say|help him|helmet|hip hop|lip|tip|chip|hit it|heap|bake|bike|buck|book|shot
sort|sport|court|feed|fleet|fee|heat|meet|fit|usually|unusual|casual|start up|stir|chart|smart|lift|loft
laughed|rest|write|light|bright|height|boat|bought|bath|broth|nun|nan|noon|non|neighbour|either|mother
another|zebra|hero|wander|wonder|gun|sun|bun|tooth|blue|chew|true|tree|free|thirty|flour|floor|for you
dive|fine|fight|six o'clock|sticks|sex|sick|heaven|eleven|severe|ate it|aid|line|mine|sign|pen|tin|tan
then|thin|okra|oak|OK Google|akin|big inn|be in|not sore|sure thing|I do know|I didn't go|doughnut
"""

COMMON = """
the|and|you|that|this|with|have|from|they|say|her|she|will|would|make|like|time|just|him|take|people|into
your|good|some|could|them|see|other|than|look|only|come|its|over|think|also|after|use|our|work|first|well
even|want|any|these|give|day|most|us|please|coffee|music|window|phone|kitchen|dinner|dog|cat|baby|honey
darling|sorry|alright|maybe|never|always|nothing|something|somebody|everything|tomorrow|tonight|morning
evening|monday|friday|january|december|twenty|fifty|hundred|thousand|million|minute|minutes|second
seconds|hour|half|open|close|turn it off|turn it on|volume|play|stopwatch|timer|alarm|weather|pillow
blanket|floor|chair|knee|ankle|shoulder|elbow|finger|thumb|press|breathe|relax|release|let go|ease off
keep breathing|halfway|pain|sore|better|worse|hungry|thirsty|tired|cold|warm|hot|mum|dad|doctor|hospital
delicious|beautiful|really|exactly|obviously|absolutely|cheers|bye|goodbye|good night|good morning
see you|come here|go away|who is it|I'm here|in a moment|one moment|oh dear|oh no|oh my god|wow|hmm|um|uh
ah|ha ha|number|letter|paper|money|garden|river|school|teacher|police|window seat|television|computer
keyboard|mobile|message
"""

LETTERS = (
    "A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P|Q|R|S|T|U|V|W|X|Y|Z|eleven|twelve|thirteen|fifteen|nineteen|forty|sixty"
)

SENTENCES = """
Dinner is ready in ten minutes.|Did you stop at the shop?|I will wait for the next bus.
Turn left at the corner.|My back hurts since yesterday.|Help yourself to some cake.
The kids are done with school.|Are you ready to go?|Could you repeat the question?
Let us pause there and eat.|It was not enough for both of us.|He said yes to everything.
She is on the phone.|Where did you put the keys?|What are we having tonight?|I have no idea.
That sounds good to me.|Call me back later.|How long is the film?|It gets longer every year.
The music is louder next door.|Never mind.|Carry on with your work, please.|We should continue tomorrow.
Go on then, tell me.|Hold on to the rail.|I am fine.|Finish your homework first.
Skip to the end of the book.|What time is it?|The short one on the right.|Two or three.
The feet are cold.|There are seven of them.|None of that matters.|We usually start at nine.
Stay on the line.|The dog needs to go out.|Can you close the door?|Someone is at the door.
It is raining again.|The train was late.|Put it on the table.|Do you want some tea?|Just a second.
I'll be right there.|Leave it alone.|That's quite enough of that.|The news at six.|And now the weather.
Thanks for calling.|Please leave a message.|You have one new message.|Is anybody home?|Nice to meet you.
I can't find my glasses.|Have you seen the cat?|Wait until I tell you.|Good for you.
"""

FRAGMENTS = tuple(
    text.strip()
    for line in """
near enough|near is near enough|good enough|not good enough|fair enough|oddly enough|enough is enough
I can't wait for next week|what a nice hip|the next day|next to me|next time|who's next|until next time
what is it|what is that|what for|so what|you know what|what a day|what time|tell me what|say what you want
where is it|where are you|where's the dog|from where|anywhere|somewhere|nowhere|where to|who knows where
help yourself|can I help|helpful|no help at all|can't help it|helping out|it doesn't help
hold on to it|hold it there|hold my hand|on hold|hold him up|go on holiday|and so on|come on|later on|move on
never again|back again|here we go again|again and again|not again
well done|almost done|are you done|it's done now|what have you done|all done there|undone
get ready|dinner's ready|almost ready|already there|ready meal|readily|I got it from him|you've got it all
wait for me|wait and see|worth the wait|can't wait|waiting room|gain weight|put on weight
stopped|stops|bus stop|non-stop|stop sign|it never stops|stop by later|stopping|full stop|shopping
finished|finishing|finish it off|to the finish|one more session|the end|weekend|in the end
no longer|it took longer|much louder|even louder|a bit quieter|quietly|softly
how long ago|how are things|how much is it|how about that|not long|long ago|all along|as long as
it hurt|that hurts him|ouch that's hot|cramped|my leg cramps
yes and no|yesterday evening|yeah right|no way|no one|no idea|oh no not now
right now|right here|on the right|left over|turn left|nothing left|he left|what's left
both of them|both ways|none of it|start over|a good start|starter|in short|short of it
back then|back home|come back|bring it back|hipster|hippo|at the hip|my feet|six feet|short cuts
one of us|one day|two of them|too much|to do|three times|for me|for ever|five of us|six of one|seven days
eight of them|ate|nine lives|ten of them|tender|zero point|skipping|skipper
repeat after me|repeated|resumed|resume the meeting|continued|to be continued|carry it on|carry me
pause for thought|menopause|a long pause|paused|because of|of course|the boss|a pack of|say again and again
less time for me|more time for you|more and more|less and less|it's about time|speak to me|speaker phone
okay so|beginning|begin with|I don't know him
I don't think so|I know|you know|I mean|you see|let me see|let's see|never mind|no worries|thanks a lot
what do you mean|what can I do|what can you see|tell me more|give me that|I see
the counts|only a few|only you|counting|three two one|one two three|press and hold|let go now|breathe out
rest now|rest and breathe|other side|the other hand|take your time|gently|firmly|slowly|the ankle|the knee
ten seconds|thirty seconds|one minute|find the point|place your thumb|ease off|there|well|so|but|er|mm|huh
stage two|last one|first one|this one|that one
""".strip().splitlines()
    for text in line.split("|")
)
"""Out of sentences, with phrases inside; and what the guide itself might be heard to say."""

SAME_SOUND = frozenset(
    [
        "paws",
        "weight",
        "wear",
        "know",
        "nun",
        "non",
        "write",
        "a gain",
        "hole on",
        "for",
        "ate",
        "pours",
        "paused",
        "stopped",
        "stops",
        "finished",
        "resumed",
        "continued",
        "repeated",
        "cramped",
        "my leg cramps",
        "ouch that's hot",
        "here we go again",
        "tin",
        "wade",
        "heap",
    ]
)
"""Said above, but they sound or mean the same as a phrase: neither trained on nor measured with."""

NEGATIVES = tuple(
    text.strip()
    for block in (NEAR_MISSES, LETTERS, COMMON, SENTENCES)
    for line in block.strip().splitlines()
    for text in line.split("|")
)

TALK = """
I was walking down to the market this morning when I met an old friend of mine. Yes, really. We had not
seen each other for years. No, she has not changed at all. She asked me how long I had been living here,
and whether I was ready to move again. What a question. I said not yet, maybe next year.|Well, the
kitchen still needs some work. The left wall is done, the right one is not. The man said it would take
longer than we thought, and it will be louder too. Enough of that for today. Where were we? Oh yes, the
holiday.|Could you pass me the salt? Thanks. It hurts to see him like that. He used to run every day, and
now he can hardly stand. The doctor told him to wait and to rest. What else can he do? Nothing much. |So
the match was four to two, in the end. Nobody expected it. They had to stop the game once, because of the
rain. Then they went on, and both sides scored again. Ten minutes before the finish, it was still
open.|Right. Let us begin with the first item. Three people said yes, five said no, and the rest were not
sure. I don't know what to make of it. We should go back to the numbers. Six or seven of them look wrong
to me. Okay, the next one is mine.|My feet are killing me. Those shoes were too short. I told you. You
always say that. Help me up, please. I held on for a minute, so where is my bag? He got it wrong. I am
coming.|I take the usual soup, and one for my friend here. Neither of us has eaten since eight. There is
no milk left. Start with the soup. How much is that? Zero? You are joking.|Speak up, I can't hear you.
The line is bad. Can you say that again to me? More time? No, we have no more time. They resume the
meeting at nine. Skip the rest of it. Carry on without me.|In the garden the roses have come out. The
white ones first, and then the red. The previous years were better, I think. We had less rain and more
sun. Softer light, too. You should see it. Quieter than the city, that is for sure.
"""
"""Ordinary talk with the phrases inside its sentences; it is measured with, never trained on."""

CONVERSATIONS = tuple(" ".join(part.split()) for part in TALK.split("|"))
