"""``python -m ui``: what ``policykb ui`` runs."""

from __future__ import annotations

import os
import sys

# The arrays of a question are small. Threads that wait for the next one keep the cores from other people's questions;
# numpy reads this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from ui.serve import main

sys.exit(main())
