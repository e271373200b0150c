"""Charts: one a file, each a pure `prepare`, `alt`, `table` and a `draw`."""

import logging

# where nobody has a home matplotlib keeps its fonts elsewhere, and says so: cron would send that as
# mail
logging.getLogger("matplotlib").setLevel(logging.ERROR)
