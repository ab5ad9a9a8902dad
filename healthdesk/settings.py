"""What a user can choose: one table of settings, one of environment variables.

The settings dialog, `healthdesk settings`, the checks and `docs/reference/settings.md` are
all made from `SETTINGS`; a key that is not there does not exist. A value comes from the
environment, else from `config.toml`, else from the table.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from healthdesk.domain.errors import FieldError, InvalidData, NotFound, StorageError, UsageError
from healthdesk.paths import FILE_MODE, Paths, make_private

if TYPE_CHECKING:
    from healthdesk.domain.health_types import HealthType
    from healthdesk.domain.rollout import Rollout

Value = bool | int | float | str
Kind = Literal["bool", "int", "float", "str", "choice", "zone", "folder", "url", "urls", "hours"]
Source = Literal["environment", "file", "default"]

TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value may be: its kind, the closed range of a number, the words of a choice."""

    kind: Kind
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The value meant by a typed or inherited text. Raises ValueError."""
        text = text.strip()
        if self.kind == "bool":
            return _truth(text)
        if self.kind == "int":
            return self.check(int(text))
        if self.kind == "float":
            return self.check(float(text))
        return self.check(text)

    def check(self, value: object) -> Value:
        """`value` as it stands in the file or a field. Raises ValueError."""
        match self.kind:
            case "bool" if isinstance(value, bool):
                return value
            case "int" if isinstance(value, int) and not isinstance(value, bool):
                self._check_range(value)
                return value
            case "float" if isinstance(value, (int, float)) and not isinstance(value, bool):
                self._check_range(value)
                return float(value)
            case "bool" | "int" | "float":
                raise ValueError(self.kind)
        if isinstance(value, str):
            return self._text(value)
        raise ValueError(self.kind)

    def _check_range(self, value: float) -> None:
        low = self.low if self.low is not None else float("-inf")
        high = self.high if self.high is not None else float("inf")
        if not low <= value <= high:  # NaN is in no range
            raise ValueError("range")

    def _text(self, value: str) -> str:
        if self.kind == "choice":
            by_lower = {_plain(choice): choice for choice in self.choices}
            if _plain(value) not in by_lower:
                raise ValueError("choice")
            return by_lower[_plain(value)]
        if self.kind == "zone" and value:
            _zone(value)
        if self.kind == "folder" and value and not Path(value).expanduser().is_absolute():
            raise ValueError("folder")
        if self.kind == "hours":
            from healthdesk.domain.quiet import quiet_hours

            quiet_hours(value)
        if self.kind in ("url", "urls") and value:
            self._check_urls(value.split() if self.kind == "urls" else [value])
        return value

    def _check_urls(self, urls: list[str]) -> None:
        for url in urls:
            scheme, separator, rest = url.partition("://")
            if not (scheme and separator and rest) or any(c.isspace() for c in url):
                raise ValueError("url")
            if self.choices and scheme.lower() not in self.choices:
                raise ValueError("scheme")

    @property
    def takes(self) -> str:
        """What it takes, in the signs a user types: `true or false`, `0 to 100`, `kg, lb`."""
        match self.kind:
            case "bool":
                return "true, false"
            case "int" | "float":
                return f"{_sign(self.low, '…')} – {_sign(self.high, '…')}"
            case "choice":
                return ", ".join(choice or '""' for choice in self.choices)
            case "zone":
                return 'Europe/Berlin, America/New_York, UTC …, ""'
            case "folder":
                return '/home/…, C:\\…, ""'
            case "hours":
                return '22:00-07:00, ""'
            case "url" | "urls":
                return ", ".join(f"{scheme}://…" for scheme in self.choices or ("https",))
        return '"…"'


def _sign(bound: float | None, without: str) -> str:
    return without if bound is None else f"{bound:g}"


def _plain(choice: str) -> str:
    return choice.lower().removeprefix("°")  # a sign few keyboards have


def _truth(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise ValueError("bool")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `label` and `text` are English sources for `texts`; `env` names the
    environment variable that wins over the file."""

    key: str
    rule: Rule
    default: Value
    label: str
    text: str
    env: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable. `secret`: its value is never shown, not even when wrong."""

    name: str
    rule: Rule
    default: Value | None
    text: str
    secret: bool = False


def _choice(*choices: str) -> Rule:
    return Rule("choice", choices=choices)


LEVELS: Final = _choice("debug", "info", "warning", "error")

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        key="units.weight",
        rule=_choice("kg", "lb", "st"),
        default="kg",
        label="Weight",
        text="Unit in which weights are shown and meant when none is typed.",
    ),
    Setting(
        key="units.height",
        rule=_choice("cm", "in"),
        default="cm",
        label="Height and girth",
        text="Unit of body height and waist.",
    ),
    Setting(
        key="units.temperature",
        rule=_choice("°C", "°F"),
        default="°C",
        label="Temperature",
        text="Unit in which body temperatures are shown.",
    ),
    Setting(
        key="units.glucose",
        rule=_choice("mg/dL", "mmol/L"),
        default="mg/dL",
        label="Blood glucose",
        text="Unit in which blood glucose is shown. A typed value still says its own unit "
        "where it could be either.",
    ),
    Setting(
        key="units.cholesterol",
        rule=_choice("mg/dL", "mmol/L"),
        default="mg/dL",
        label="Cholesterol and triglycerides",
        text="Unit in which blood fats are shown.",
    ),
    Setting(
        key="units.blood_pressure",
        rule=_choice("mmHg", "kPa"),
        default="mmHg",
        label="Blood pressure",
        text="Unit in which blood pressure is shown.",
    ),
    Setting(
        key="units.distance",
        rule=_choice("km", "mi"),
        default="km",
        label="Distance",
        text="Unit in which distances are shown.",
    ),
    Setting(
        key="units.energy",
        rule=_choice("kcal", "kJ"),
        default="kcal",
        label="Energy",
        text="Unit in which energy is shown.",
    ),
    Setting(
        key="blood_pressure.guideline",
        rule=_choice("aha-acc-2025", "acc-aha-2017", "esc-2024", "esh-2023", "ish-2020"),
        default="aha-acc-2025",
        label="Guideline for blood pressure",
        text="Whose classes and ranges are told. Another one tells others of the same readings; "
        "none is changed. What is marked not confirmed was not read in the guideline itself.",
    ),
    Setting(
        key="blood_pressure.setting",
        rule=_choice("home", "office", "24h"),
        default="home",
        label="Blood pressure without a tag",
        text="Where readings were taken that have none of the tags home, office and 24h; each "
        "place has limits of its own.",
    ),
    Setting(
        key="glucose.ranges",
        rule=_choice("adult", "older", "pregnancy", "own"),
        default="adult",
        label="Ranges for glucose",
        text="Whose ranges times in range are told by: of the International Consensus on Time in "
        "Range, or your own from low to high.",
    ),
    Setting(
        key="glucose.own_low",
        rule=Rule("int", 40, 110),
        default=70,
        label="Own range for glucose: from",
        text="Below this it is low, in mg/dL; 70 is 3.9 mmol/L. Only with your own ranges.",
    ),
    Setting(
        key="glucose.own_high",
        rule=Rule("int", 111, 400),
        default=180,
        label="Own range for glucose: to",
        text="Above this it is high, in mg/dL; 180 is 10.0 mmol/L. Only with your own ranges.",
    ),
    Setting(
        key="heart.highest_rate",
        rule=Rule("int", 0, 240),
        default=0,
        label="Highest pulse",
        text="In beats a minute, as it was measured on the first person of the list; zones of "
        "effort are shares of it. Below 100, and for all others, it is estimated from the age.",
    ),
    Setting(
        key="time_zone",
        rule=Rule("zone"),
        default="",
        label="Time zone",
        text="Where times typed without an offset are meant, and where today begins and ends; "
        "empty: the computer's. A person's own time zone comes first.",
    ),
    Setting(
        key="week_start",
        rule=_choice("", "monday", "sunday", "saturday"),
        default="",
        label="Week begins on",
        text="First day of a week in charts and tables; empty: as usual in your region.",
    ),
    Setting(
        key="language",
        rule=_choice("system", "en", "de"),
        default="system",
        label="Language",
        text="Language of the program; system: as on this computer, where there is a translation.",
    ),
    Setting(
        key="number_format",
        rule=_choice("system", "point", "comma"),
        default="system",
        label="Decimal sign",
        text="Sign before the decimals, shown and expected; the other one is understood where "
        "it can only be a decimal sign.",
    ),
    Setting(
        key="date_order",
        rule=_choice("system", "dmy", "mdy", "ymd"),
        default="system",
        label="Order of dates",
        text="Order of day, month and year in dates, shown and expected.",
    ),
    Setting(
        key="theme",
        rule=_choice("system", "light", "dark"),
        default="system",
        label="Theme",
        text="Light or dark; system: as the desktop.",
    ),
    Setting(
        key="text_scale",
        rule=Rule("int", 100, 200),
        default=100,
        label="Text size",
        text="Size of all text in percent of the usual.",
    ),
    Setting(
        key="reminders.quiet",
        rule=Rule("hours"),
        default="",
        label="Quiet hours",
        text="From when to when reminders wait, such as 22:00-07:00; those that are set to come "
        "in quiet hours too do not. Empty: none.",
    ),
    Setting(
        key="reminders.grace_minutes",
        rule=Rule("int", 1, 20160),
        default=720,
        label="Reminder is missed after",
        text="Minutes after which a reminder that nobody answered counts as missed, where it has "
        "no time of its own.",
    ),
    Setting(
        key="close_to_tray",
        rule=Rule("bool"),
        default=False,
        label="Go on in the tray",
        text="Closing the window leaves HealthDesk in the tray, where there is one, so that "
        "reminders come; Quit ends it.",
    ),
    Setting(
        key="start_hidden",
        rule=Rule("bool"),
        default=False,
        label="Start in the tray",
        text="HealthDesk starts without its window, where there is a tray to open it from.",
    ),
    Setting(
        key="start_with_session",
        rule=Rule("bool"),
        default=False,
        label="Start with the session",
        text="HealthDesk starts when somebody logs in, so that reminders come.",
    ),
    Setting(
        key="import.folder",
        rule=Rule("folder"),
        default="",
        label="Watched folder",
        text="While the window is open, files put into this folder are imported by themselves; "
        "what a file leaves open is asked. Empty: no folder is watched.",
    ),
    Setting(
        key="bin.keep_days",
        rule=Rule("int", 0, 3650),
        default=0,
        label="Empty the bin",
        text="Days after which deleted readings and chart notes are gone for good; 0: only by "
        "hand.",
    ),
    Setting(
        key="user",
        rule=Rule("str"),
        default="",
        label="User",
        text="Name or e-mail address by which a staged rollout knows this user; empty: the "
        "computer's log-in.",
    ),
    Setting(
        key="api.enabled",
        rule=Rule("bool"),
        default=False,
        label="Interface for programs",
        text="While the window is open, other programs of this computer that have a token may "
        "read and write through the interface.",
    ),
    Setting(
        key="api.port",
        rule=Rule("int", 0, 65535),
        default=8765,
        label="Port of the interface",
        text="Where the interface listens, on this computer only; 0: any that is free.",
    ),
    Setting(
        key="api.protect_all",
        rule=Rule("bool"),
        default=False,
        label="Token for everything",
        text="Asks for a token also where nothing personal is told: status, metrics, rollout and "
        "the description of the interface.",
    ),
    Setting(
        key="api.rate_limit",
        rule=Rule("int", 0, 1_000_000),
        default=600,
        label="Requests a minute",
        text="How many requests each token may make in a minute; 0: as many as it likes.",
        env="HEALTHDESK_API_RATE_LIMIT",
    ),
    Setting(
        key="log_level",
        rule=LEVELS,
        default="info",
        label="Log",
        text="From which severity on the program writes to its log. The log holds no values, "
        "names or notes.",
        env="HEALTHDESK_LOG_LEVEL",
    ),
)

PERCENT: Final = Rule("float", 0, 100)
# Variables that the file may hold as well, in this table.
ROLLOUT: Final = (
    "ENABLE_HEALTH_MGMT", "HEALTH_MGMT_INTERNAL_USERS", "HEALTH_MGMT_BETA_PERCENTAGE",
    "HEALTH_MGMT_ROLLOUT_PERCENTAGE",
)  # fmt: skip
ROLLOUT_TABLE: Final = "rollout."

VARIABLES: Final[tuple[Variable, ...]] = (
    Variable(
        "ENABLE_HEALTH_MGMT",
        Rule("bool"),
        None,
        "Master switch: true for everyone; false for nobody but those the next three let in. "
        "With none of the four set, the program is on.",
    ),
    Variable(
        "HEALTH_MGMT_INTERNAL_USERS",
        Rule("str"),
        "",
        "User names or e-mail addresses that are let in, separated by commas.",
    ),
    Variable(
        "HEALTH_MGMT_BETA_PERCENTAGE", PERCENT, 0.0, "Share of users let in for the beta, percent."
    ),
    Variable("HEALTH_MGMT_ROLLOUT_PERCENTAGE", PERCENT, 0.0, "Share of users let in, percent."),
    Variable(
        "HEALTH_REMINDER_CRON_SECRET",
        Rule("str"),
        None,
        "Secret of the endpoint that triggers reminders.",
        secret=True,
    ),
    Variable(
        "PROMETHEUS_METRICS_ENABLED",
        Rule("bool"),
        True,
        "Whether metrics are collected and served.",
    ),
    Variable(
        "HEALTH_ANALYTICS_CACHE_TTL",
        Rule("int", 0),
        3600,
        "Seconds an answer may come from the cache; 0: never.",
    ),
    Variable(
        "HEALTH_DATABASE_URL",
        Rule("url", choices=("postgresql", "postgres")),
        None,
        "Postgres hub to sync with. It never moves the local file.",
        secret=True,
    ),
    Variable(
        "HEALTH_NOTIFICATION_SERVICE_URL",
        Rule("urls"),
        None,
        "Where reminders also go: addresses separated by spaces.",
        secret=True,
    ),
    Variable("HEALTHDESK_DATA_DIR", Rule("str"), None, "Data folder, as `--data-dir`."),
    Variable("HEALTHDESK_LOG_LEVEL", LEVELS, "info", "As the setting `log_level`."),
    Variable(
        "HEALTHDESK_PASSPHRASE_FILE",
        Rule("str"),
        None,
        "File with the passphrase, so that an unattended start can open an encrypted database.",
    ),
    Variable(
        "HEALTHDESK_API_RATE_LIMIT",
        Rule("int", 0, 1_000_000),
        600,
        "As the setting `api.rate_limit`.",
    ),
)


def read_environment(environ: Mapping[str, str]) -> dict[str, Value]:
    """The variables of the table that are set; an empty one counts as not set.

    Raises `UsageError` at the first value that cannot be read.
    """
    values: dict[str, Value] = {}
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip()
        if not text:
            continue
        try:
            values[variable.name] = variable.rule.read(text)
        except ValueError:
            raise _unreadable(variable, text) from None
    return values


def _unreadable(variable: Variable, text: str) -> UsageError:
    if variable.secret:
        return UsageError("bad-secret-variable", name=variable.name, takes=variable.rule.takes)
    return UsageError(
        "bad-variable", name=variable.name, value=text[:80], takes=variable.rule.takes
    )


def load_env_file(path: Path) -> dict[str, str]:
    """The variables of a file with lines `NAME=value`.

    Empty lines, lines that begin with `#`, `export ` before a name, and one pair of quotes
    around a value are understood; ` #` begins a comment behind a value without quotes.
    Raises `UsageError` for a file that cannot be read and for any other line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError("env-file-unreadable", path=str(path)) from None
    values: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _ENV_LINE.fullmatch(line)
        if not found:
            raise UsageError("env-file-bad-line", path=str(path), line=number)
        values[found["name"]] = _first(found["double"], found["single"], found["plain"])
    return values


_ENV_LINE = re.compile(
    r"""\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*
    (?:"(?P<double>[^"]*)"\s*(?:\#.*)? | '(?P<single>[^']*)'\s*(?:\#.*)?
    | (?P<plain>(?!["']).*?)\s*(?:(?<=\s)\#.*)?)""",
    re.VERBOSE,
)


def _first(*groups: str | None) -> str:
    return next((group for group in groups if group is not None), "")


class Settings:
    """The settings in force, and the way to change them.

    Reading needs no lock: a change replaces the whole map of values. Changing has one, so
    that what another process wrote and what is chosen here do not undo each other.
    """

    def __init__(
        self, config_file: Path, file: Mapping[str, Value], variables: Mapping[str, Value]
    ) -> None:
        self.config_file = config_file
        self.variables = dict(variables)
        self._file = dict(file)
        self._stamp: tuple[int, int, int] | None = None
        self._changing = threading.Lock()

    @classmethod
    def load(cls, paths: Paths, environ: Mapping[str, str]) -> Settings:
        """Settings of a data folder; a missing file means nothing was chosen yet.

        Raises `UsageError` for a variable that cannot be read, also where it stands in the
        file, `InvalidData` for another line of the file, `StorageError` for the file itself.
        """
        variables = read_environment(environ)
        return cls(paths.config_file, _read_file(paths.config_file), variables)

    def get(self, key: str) -> Value:
        """The value in force. Raises `NotFound` for a key that is not in the table."""
        setting = find(key)
        if setting.env in self.variables:
            return self.variables[setting.env]
        return self._file.get(key, setting.default)

    def text(self, key: str) -> str:
        """The value of a setting that is a text or a choice."""
        return str(self.get(key))

    def source(self, key: str) -> Source:
        """Where the value in force comes from."""
        if find(key).env in self.variables:
            return "environment"
        return "file" if key in self._file else "default"

    def variable(self, name: str) -> Value | None:
        """The value of an environment variable of the table, or its default."""
        default = next(one.default for one in VARIABLES if one.name == name)
        return self.variables.get(name, default)

    def is_managed(self) -> bool:
        """Whether any switch of a staged rollout is set; in a personal installation none is,
        and nothing need be loaded to know that all are let in."""
        return any(self._rollout_value(name) is not None for name in ROLLOUT)

    def rollout(self) -> Rollout:
        """Who is let in: the four variables, else the table `[rollout]` of the file."""
        from healthdesk.domain.rollout import Rollout, names

        values = {name: self._rollout_value(name) for name in ROLLOUT}
        switch, listed, beta, share = values.values()
        return Rollout(
            None if switch is None else bool(switch),
            names(str(listed or "")),
            float(beta or 0.0),
            float(share or 0.0),
            any(value is not None for value in (listed, beta, share)),
        )

    def _rollout_value(self, name: str) -> Value | None:
        return self.variables.get(name, self._file.get(ROLLOUT_TABLE + name))

    def __iter__(self) -> Iterator[Setting]:
        return iter(SETTINGS)

    def set(self, key: str, value: Value) -> None:
        """Choose a value (a text is read as on the command line) and keep it in the file.

        The rest of the file, its comments too, stays as it is. Raises `NotFound`,
        `InvalidData` and `StorageError`; then nothing changed.
        """
        setting = find(key)
        try:
            rule = setting.rule
            wanted = rule.read(value) if isinstance(value, str) else rule.check(value)
        except ValueError:
            raise InvalidData(
                FieldError(key, "bad-setting", key=key, value=str(value)[:80],
                           takes=setting.rule.takes)
            ) from None  # fmt: skip
        with self._changing:
            _change_file(self.config_file, key, wanted)
            self._file = {**self._file, key: wanted}

    def unset(self, key: str) -> None:
        """Go back to the default. Raises as `set` does."""
        find(key)
        with self._changing:
            _change_file(self.config_file, key, None)
            self._file = {k: v for k, v in self._file.items() if k != key}

    def reload(self) -> frozenset[str]:
        """Take up what was written to the file meanwhile, by another process or by hand.

        Returns the keys whose value in force is another now; asking costs one look at the
        file's times where nothing was written. Raises as `load` does for a
        file that cannot be read, once for each time it was written; what was in force stays.
        """
        with self._changing:
            stamp = _stamp(self.config_file)
            if stamp == self._stamp:
                return frozenset()
            self._stamp = stamp
            before = {setting.key: self.get(setting.key) for setting in SETTINGS}
            rollout = self.rollout()
            self._file = _read_file(self.config_file)
            changed = {key for key, value in before.items() if self.get(key) != value}
            return frozenset(changed | ({"rollout"} if self.rollout() != rollout else set()))

    def unit_for(self, kind: HealthType) -> str:
        """The unit chosen for a type, or the one it offers first where none is chosen."""
        chosen = self.text(unit_key(kind)) if unit_key(kind) else ""
        return chosen if chosen in kind.units else kind.units[0]


BLOOD_FATS: Final = frozenset(
    {"total-cholesterol", "ldl-cholesterol", "hdl-cholesterol", "triglycerides"}
)
FATS_KEY, GLUCOSE_KEY = "units.cholesterol", "units.glucose"


def unit_key(kind: HealthType) -> str:
    """The key of the setting that holds the unit of a type; empty where there is none."""
    if kind.slug in BLOOD_FATS:
        return FATS_KEY
    if kind.slug == "blood-glucose":
        return GLUCOSE_KEY
    for setting in SETTINGS:
        by_substance = setting.key in (FATS_KEY, GLUCOSE_KEY)
        fits = not set(kind.units).isdisjoint(setting.rule.choices)
        if setting.key.startswith("units.") and fits and not by_substance:
            return setting.key
    return ""


_BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in SETTINGS}


def find(key: str) -> Setting:
    """The setting of this key. Raises `NotFound`."""
    setting = _BY_KEY.get(key)
    if setting is None:
        raise NotFound("unknown-setting", key=key[:80])
    return setting


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What tells one state of a file from another; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read_file(path: Path) -> dict[str, Value]:
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError:
        raise _not_toml(path, 1) from None
    except OSError as error:
        raise StorageError("settings-unreadable", path=str(path)) from error
    import tomllib  # only here: without a file nothing is to be parsed

    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise _not_toml(path, int(found[1]) if found else text.count("\n") + 1) from None
    return _checked(tree, text, path)


def _not_toml(path: Path, line: int) -> InvalidData:
    return InvalidData(FieldError("config.toml", "settings-not-toml", path=str(path), line=line))


def _checked(tree: dict[str, Any], text: str, path: Path) -> dict[str, Value]:
    """The values of the keys we know; keys of a newer version are left alone."""
    values: dict[str, Value] = {}
    wrong: list[FieldError] = []
    rules = {setting.key: setting.rule for setting in SETTINGS}
    rules |= {ROLLOUT_TABLE + one.name: one.rule for one in VARIABLES if one.name in ROLLOUT}
    for key, rule in rules.items():
        try:
            given = _lookup(tree, key)
            if key.startswith(ROLLOUT_TABLE):
                given = _as_variable(rule, given)
            if given is not None:
                values[key] = rule.check(given)
        except ValueError:
            wrong.append(
                FieldError(key, "bad-setting-line", key=key, path=str(path),
                           line=_line_of(text, key), takes=rule.takes)
            )  # fmt: skip
    for one in wrong:
        if one.field.startswith(ROLLOUT_TABLE):  # a variable, wherever it stands
            raise UsageError(one.code, **one.params)
    if wrong:
        raise InvalidData(*wrong)
    return values


def _as_variable(rule: Rule, given: object) -> object:
    """What stands in the file in the place of a variable: also as the variable would have it,
    as text; several users also as a list. Raises ValueError."""
    if isinstance(given, list) and rule.kind == "str" and all(isinstance(n, str) for n in given):
        return ",".join(given)
    if isinstance(given, str):
        return rule.read(given) if given.strip() else None
    return given


def _lookup(tree: dict[str, Any], key: str) -> object | None:
    current: object = tree
    for part in key.split("."):
        if not isinstance(current, dict):
            raise ValueError("not a table")  # noqa: TRY004 - the user's mistake, not a caller's
        if part not in current:
            return None
        current = current[part]
    return current


def _line_of(text: str, key: str) -> int:
    """Number of the line that gives `key`, or its table where the table itself is wrong."""
    table = key.rpartition(".")[0]
    here, within = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\s*([\w.\-\" ]+?)\s*\]", line):
            here = header[1].replace('"', "")
        elif given := re.match(r"\s*([\w.\-\" ]+?)\s*=", line):
            full = ".".join(part for part in (here, given[1].replace('"', "")) if part)
            if full == key:
                return number
            within = number if full == table else within
    return within


def _change_file(path: Path, key: str, value: Value | None) -> None:
    """Set or remove one key of the file as it stands now, keeping everything else."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError("settings-unreadable", path=str(path)) from error
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise _not_toml(path, int(getattr(error, "line", 1))) from None
    table: Any = document
    *tables, name = key.split(".")
    for part in tables:
        if part not in table:
            if value is None:
                return
            table[part] = tomlkit.table()
        table = table[part]
        if not hasattr(table, "keys"):
            raise InvalidData(
                FieldError(key, "bad-setting-line", key=key, path=str(path),
                           line=_line_of(text, key), takes=f"[{part}]")
            )  # fmt: skip
    if value is not None:
        table[name] = value
    elif name in table:
        del table[name]
    _replace(path, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all, readable by this account alone."""
    target = Path(os.path.realpath(path))  # a linked file stays a link
    make_private(target.parent)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        raise StorageError("settings-not-written", path=str(path)) from error


def _zone(name: str) -> dt.tzinfo:
    """The zone of an IANA name. Raises ValueError where there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a folder or a foreign file raises these as well
        raise ValueError("zone") from None


def local_zone(settings: Settings, person_zone: str | None = None) -> dt.tzinfo:
    """The zone for times given without an offset and for what "today" is: the person's,
    else the one of the settings, else the computer's. Raises `InvalidData` for a name that
    this computer does not know.
    """
    name = person_zone or settings.text("time_zone")
    if not name:
        return computer_zone()
    try:
        return _zone(name)
    except ValueError:
        raise InvalidData(FieldError("time_zone", "unknown-zone", zone=name[:80])) from None


def computer_zone(
    environ: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")
) -> dt.tzinfo:
    """The zone this computer is set to."""
    name = environ.get("TZ", "").lstrip(":")
    if not name:
        with contextlib.suppress(OSError):
            name = str(link.readlink()).partition("zoneinfo/")[2]
    if name:
        with contextlib.suppress(ValueError):
            return _zone(name)
    import warnings

    import tzlocal  # where the two quick ways end: Windows, macOS, copied zone files

    with warnings.catch_warnings():
        # It warns where nothing is set up; UTC is then what the system clock shows too.
        warnings.simplefilter("ignore")
        return tzlocal.get_localzone()
