"""``python -m kb.cli`` is ``policykb``."""

from __future__ import annotations

import sys

from kb.cli import main

sys.exit(main())
