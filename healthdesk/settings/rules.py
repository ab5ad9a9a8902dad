"""What a value may be, read from a text or checked as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from healthdesk.settings.zones import named_zone

Value = bool | int | float | str
Kind = Literal["bool", "int", "float", "str", "choice", "zone", "folder", "url", "urls", "hours"]

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
            named_zone(value)
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
