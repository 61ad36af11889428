"""The example session as a page, made once."""

from functools import cache

from exported import example
from fakes import points
from pictures import FIGURE

from voiceguide.export.contents import Contents
from voiceguide.export.web.page import Page
from voiceguide.export.web.pictures import Body
from voiceguide.export.web.session_page import session_page

BODY = Body(points(), FIGURE)


@cache
def example_page() -> tuple[Page, Contents]:
    made = example()
    return session_page(made.recording, made.tags, BODY)
