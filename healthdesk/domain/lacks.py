"""Why a figure is withheld: how much it needs, how much is there, and the reason, a code.

`texts.figures.lack_sentence` has the words.
"""

from __future__ import annotations

from typing import Any

Lack = dict[str, Any]
# By the figure that is withheld.
Lacking = dict[str, Lack]


def withheld(reason: str, need: float | None, have: float | None) -> Lack:
    """As an answer names it: ready for JSON."""
    return {"need": need, "have": have, "reason": reason}
