"""What every bot of a story is forked from: all that it imports, where no collector of garbage looks.

A bot collects garbage once at its start, and here importing and collecting would take most of a start.
"""

import gc

import tests.stories.process  # noqa: F401  # what runs in the fork, and with it `main`

gc.collect()
gc.freeze()
