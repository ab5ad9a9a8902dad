"""What takes the words of a command apart; only a command that has options loads it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from healthdesk.cli.session import SAID_MAX
from healthdesk.domain.errors import UsageError
from healthdesk.texts import tr

# What argparse says, and the code that says it in every language.
SAID: Final = (
    (r"unrecognized arguments: (?P<text>.+)", "unknown-argument"),
    (r"the following arguments are required: (?P<text>.+)", "argument-missing"),
    (r"argument (?P<name>[^:]+): expected .+", "argument-empty"),
    (r"argument verb: invalid choice: (?P<text>.+) \(choose from (?P<choices>.+)\)",
     "unknown-verb"),
    (r"argument (?P<name>[^:]+): invalid choice: (?P<text>.+) \(choose from (?P<choices>.+)\)",
     "argument-choice"),
    (r"argument (?P<name>[^:]+): invalid (?:int|float) value: (?P<text>.+)", "argument-number"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as every other error of the program."""

    def __init__(self, prog: str | None = None, **more: Any) -> None:
        more.setdefault("allow_abbrev", False)
        more.setdefault("epilog", tr("Options of every command: healthdesk --help"))
        super().__init__(prog, **more)

    def parse_verb(self, words: Sequence[str]) -> argparse.Namespace:
        """The options of a group of commands; without its verb, help and the end with 2."""
        options = self.parse_args(words)
        if options.verb is None:
            self.print_help(sys.stderr)
            raise SystemExit(2)
        return options

    def error(self, message: str) -> NoReturn:
        for pattern, code in SAID:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                told = {
                    name: text.replace("'", "")[:SAID_MAX]
                    for name, text in found.groupdict().items()
                }
                raise UsageError(code, command=self.prog, **told)
        raise UsageError("bad-arguments", said=message[:SAID_MAX], command=self.prog)
