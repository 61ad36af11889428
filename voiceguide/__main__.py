"""`python -m voiceguide`."""

import sys

from voiceguide.cli.main import main

sys.exit(main())
