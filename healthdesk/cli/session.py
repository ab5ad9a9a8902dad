"""One run of a command: its options, the services it opens, what it prints."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import HealthdeskError, NotFound
from healthdesk.paths import Paths
from healthdesk.settings import Settings, local_zone
from healthdesk.texts import Format, details, language_of, sentence, tr, use_language

if TYPE_CHECKING:
    import datetime as dt

    from healthdesk.bootstrap import App
    from healthdesk.domain.records import Person

# These act on the data file as it is and must not bring it up to date first.
TELLS_ONLY = ("doctor",)
# Of what was typed, the most that is said again.
SAID_MAX = 160


class Options(NamedTuple):
    """The options of every command."""

    data_dir: str | None = None
    person: str | None = None
    account: str | None = None
    env_file: str | None = None
    json: bool = False
    debug: bool = False
    smoke: bool = False


class Session:
    """What a command has at hand. `app` opens the data on first use; `persons` likewise."""

    def __init__(
        self,
        options: Options,
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
        load = _lenient_settings if lenient else Settings.load
        self.settings = load(self.paths, environ)
        if options.account not in (None, OWNER.name) and not lenient:
            raise NotFound("unknown-account")
        use_language(language_of(self.settings, environ))
        self.format = Format.of(self.settings, environ)

    @staticmethod
    def speak(environ: Mapping[str, str]) -> None:
        """The language for what is said before there are any settings."""
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

    def app_as_it_is(self, *, create: bool = False, to_restore: bool = False) -> App:
        """The services over the file without bringing it up to date."""
        if self._app is None:
            from healthdesk.bootstrap import open_as_it_is

            if create or self.paths.database.exists():  # else not even a folder is made
                self.start_log()
            program = f"healthdesk {self.command}"
            self._app = open_as_it_is(
                self.paths, self.settings, program, create=create, to_restore=to_restore
            )
        return self._app

    def start_log(self, program: str = "cli") -> None:
        from healthdesk.logs import configure

        if self._handler is None:
            self.paths.make()
            self._handler = configure(self.paths, self.settings.text("log_level"), program)

    def log_bug(self, error: Exception) -> None:
        """Our own mistake, with its place, in the log."""
        import logging

        with contextlib.suppress(HealthdeskError):  # then the sentence on the screen is all
            self.start_log()
            logging.getLogger("healthdesk.cli").error("a bug", exc_info=error)

    def check_types(self, slugs: Iterable[str]) -> None:
        """Raises `NotFound` for a type that is not there."""
        for slug in slugs:
            if slug not in self.app.journal.types(self.actor):
                raise NotFound("unknown-type", slug=slug[:80])

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
        print_json(document, indent=2)

    def say(self, text: str) -> None:
        """A line for people; nothing with `--json`."""
        if not self.as_json:
            print(plain(text))

    def tell(self, text: str) -> None:
        """A message beside the result, on standard error."""
        print(plain(text), file=sys.stderr)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Aligned columns; the last one is not padded."""
        lines = [list(heads), *(list(row) for row in rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
        for line in lines:
            cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
            print(plain("  ".join(cells).rstrip()))


def _lenient_settings(paths: Paths, environ: Mapping[str, str]) -> Settings:
    """As much of the settings as can be read."""
    for variables in (environ, {}):
        with contextlib.suppress(HealthdeskError):
            return Settings.load(paths, variables)
    return Settings(paths.config_file, {}, {})


def print_json(document: Any, indent: int | None = None) -> None:
    """On standard output, in characters that it can carry."""
    import json  # only here: most commands print words

    narrow = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    print(json.dumps(document, ensure_ascii=narrow, indent=indent))


# Control characters, which could steer the terminal, and those that turn the direction of
# all that follows.
_UNSEEN = dict.fromkeys(
    {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x0A},
    "\N{REPLACEMENT CHARACTER}",
)


def plain(text: str) -> str:
    """A text that may hold anything, as it can be shown on a terminal."""
    return text.translate(_UNSEEN)


def report_error(
    error: HealthdeskError, *, as_json: bool, debug: bool, shape: Format | None = None
) -> int:
    """Tell what is wrong in a sentence; the status it ends with."""
    if as_json:
        print_json(error_document(error, shape))
    else:
        print(plain(sentence(error, shape)), file=sys.stderr)
    if debug:
        import traceback

        traceback.print_exception(error)
    return error.exit_status


def error_document(error: HealthdeskError, shape: Format | None = None) -> dict[str, Any]:
    """The error object of the API."""
    return {
        "error": sentence(error, shape),
        "code": error.api_code,
        "details": details(error, shape),
        "request_id": _request_id(),
    }


def _request_id() -> str:
    import uuid  # only here: most commands go well

    return uuid.uuid4().hex


def report_bug(error: Exception, *, as_json: bool, debug: bool) -> int:
    """Our own mistake, told without a traceback."""
    said = tr("This is a mistake of the program, not yours. Nothing was lost; the log says more.")
    if as_json:
        request_id = _request_id()
        print_json(
            {"error": said, "code": "INTERNAL_ERROR", "details": {}, "request_id": request_id}
        )
    else:
        print(said, file=sys.stderr)
    if debug:
        import traceback

        traceback.print_exception(error)
    return 1
