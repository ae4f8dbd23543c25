"""``python -m ui``: what ``policykb ui`` runs."""

from __future__ import annotations

import sys

from ui.serve import main

sys.exit(main())
