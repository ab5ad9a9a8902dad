"""The tables: every setting there is, and every environment variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from healthdesk.domain.errors import NotFound
from healthdesk.settings.rules import Rule, Value

if TYPE_CHECKING:
    from healthdesk.domain.health_types import HealthType


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


_BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in SETTINGS}


def find(key: str) -> Setting:
    """The setting of this key. Raises `NotFound`."""
    setting = _BY_KEY.get(key)
    if setting is None:
        raise NotFound("unknown-setting", key=key[:80])
    return setting


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
