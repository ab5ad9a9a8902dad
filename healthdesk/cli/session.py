"""One run of a command: its options, the services it opens, what it prints."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import HealthdeskError, InvalidData, NotFound, OpenQuestion
from healthdesk.paths import Paths
from healthdesk.settings import Settings, local_zone
from healthdesk.texts import Format, details, language_of, sentence, tr, use_language

if TYPE_CHECKING:
    from healthdesk.bootstrap import App
    from healthdesk.domain.records import Person

# These act on the data file as it is and must not bring it up to date first.
TELLS_ONLY = ("doctor",)


class Session:
    """What a command has at hand. `app` opens the data on first use; `persons` likewise."""

    def __init__(
        self,
        options: argparse.Namespace,
        environ: Mapping[str, str],
        command: str,
        *,
        helping: bool = False,
    ) -> None:
        self.options = options
        self.environ = environ
        self.command = command
        self.as_json: bool = options.json
        self.actor: Actor = OWNER
        self._app: App | None = None
        self._handler: Any = None
        self.paths = Paths.find(options.data_dir, environ)
        # Help and the doctor work where settings cannot be read.
        lenient = helping or command in TELLS_ONLY
        self.settings = (
            _lenient_settings(self.paths) if lenient else Settings.load(self.paths, environ)
        )
        if options.account not in (None, OWNER.name):
            raise NotFound("unknown-account")
        use_language(language_of(self.settings, environ))
        self.format = Format.of(self.settings, environ)

    @staticmethod
    def speak(environ: Mapping[str, str]) -> None:
        """The language for what is said before there are any settings."""
        import contextlib

        with contextlib.suppress(HealthdeskError):
            settings = Settings.load(Paths.find(None, environ), environ)
            use_language(language_of(settings, environ))

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._app is not None:
            self._app.close()
        if self._handler is not None:
            from healthdesk.logs import release

            release(self._handler)

    @property
    def app(self) -> App:
        """The services over the open file, made or brought up to date where needed."""
        if self._app is None:
            from healthdesk.bootstrap import open_app

            self.start_log()
            self._app = open_app(self.paths, self.settings, f"healthdesk {self.command}")
        return self._app

    def app_as_it_is(self, *, create: bool = False) -> App:
        """The services over the file without bringing it up to date."""
        if self._app is None:
            from healthdesk.bootstrap import open_as_it_is

            self.start_log()
            program = f"healthdesk {self.command}"
            self._app = open_as_it_is(self.paths, self.settings, program, create=create)
        return self._app

    def start_log(self, program: str = "cli") -> None:
        from healthdesk.logs import configure

        if self._handler is None:
            self.paths.make()
            self._handler = configure(self.paths, self.settings.text("log_level"), program)

    def person(self) -> Person:
        """`--person`, else the first not archived, made on first use."""
        journal = self.app.journal
        if self.options.person is not None:
            return journal.person(self.actor, self.options.person)
        return journal.default_person(self.actor)

    def zone(self, person: Person | None = None) -> dt.tzinfo:
        return local_zone(self.settings, person.time_zone if person else None)

    # Printing

    def out(self, document: Any) -> None:
        """The one JSON document of a command."""
        print(json.dumps(document, ensure_ascii=False, indent=2))

    def say(self, text: str) -> None:
        """A line for people; nothing with `--json`."""
        if not self.as_json:
            print(text)

    def tell(self, text: str) -> None:
        """A message beside the result, on standard error."""
        print(text, file=sys.stderr)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Aligned columns; the last one is not padded."""
        lines = [list(heads), *(list(row) for row in rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
        for line in lines:
            cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
            print("  ".join(cells).rstrip())


def _lenient_settings(paths: Paths) -> Settings:
    try:
        return Settings.load(paths, {})
    except HealthdeskError:
        return Settings(paths.config_file, {}, {})


def report_error(error: HealthdeskError, *, as_json: bool, debug: bool) -> int:
    """Tell what is wrong in a sentence; the status it ends with."""
    if as_json:
        print(json.dumps(error_document(error), ensure_ascii=False))
    else:
        print(sentence(error), file=sys.stderr)
    if debug:
        import traceback

        traceback.print_exception(error)
    return error.exit_status


def error_document(error: HealthdeskError) -> dict[str, Any]:
    told: dict[str, Any] = dict(details(error))
    if isinstance(error, OpenQuestion):
        told["choices"] = list(error.choices)
    code = "VALIDATION_ERROR" if isinstance(error, InvalidData) else error.api_code
    return {
        "error": sentence(error),
        "code": code,
        "details": told,
        "request_id": uuid.uuid4().hex,
    }


def report_bug(error: Exception, *, as_json: bool, debug: bool) -> int:
    """Our own mistake: logged with its place, told without a traceback."""
    logging.getLogger("healthdesk.cli").error("a bug", exc_info=error)
    said = tr("This is a mistake of the program, not yours. Nothing was lost; the log says more.")
    if as_json:
        document = {
            "error": said, "code": "INTERNAL_ERROR", "details": {}, "request_id": uuid.uuid4().hex
        }  # fmt: skip
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(said, file=sys.stderr)
    if debug:
        import traceback

        traceback.print_exception(error)
    return 1
