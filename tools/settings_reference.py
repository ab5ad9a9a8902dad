"""Write docs/reference/settings.md from the tables in healthdesk/settings/table.py.

`--print` prints it instead, for the test that compares.
"""

from __future__ import annotations

import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from healthdesk.settings import SETTINGS, VARIABLES, Rule, Value  # noqa: E402

INTRO = """# Settings and environment variables

Made by `tools/settings_reference.py` from the tables in `healthdesk/settings/table.py`; change
those and run it again.

A value comes from the environment, else from `config.toml`, else from this table.
`config.toml` stands in the settings folder of your system, or in the data folder when that was
chosen with `--data-dir` or `HEALTHDESK_DATA_DIR`; `healthdesk doctor` shows where. A key with
a dot is a table and a key in it: `units.weight` is `weight` under `[units]`. Comments in the
file are kept when the program changes it.

## Settings

| key | takes | default | meaning |
| --- | --- | --- | --- |
"""

VARIABLES_INTRO = """
## Environment variables

An empty variable counts as not set. A value that cannot be read ends the program with exit
status 2 before anything is opened. `--env-file FILE` reads variables from a file with one
`NAME=value` a line first; what is set already wins over it.

| variable | takes | default | meaning |
| --- | --- | --- | --- |
"""


def shown(value: Value | None) -> str:
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if value == "":
        return "empty"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def takes(rule: Rule) -> str:
    match rule.kind:
        case "choice":
            return ", ".join(f"`{choice}`" if choice else "empty" for choice in rule.choices)
        case "int" | "float":
            number = "whole number" if rule.kind == "int" else "number"
            upper = "" if rule.high is None else f" to {rule.high:g}"
            return f"{number}, {rule.low or 0:g}{upper or ' or more'}"
        case "bool":
            return "`true` or `false` (also yes, no, on, off, 1, 0)"
        case "hours":
            return "from and to, such as `22:00-07:00`, or empty"
        case "zone":
            return "IANA name such as `Europe/Berlin`, or empty"
        case "url":
            return " or ".join(f"`{scheme}://…`" for scheme in rule.choices)
        case "urls":
            return "addresses such as `https://…`"
    return "text"


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def reference() -> str:
    text = INTRO
    for setting in SETTINGS:
        meaning = setting.text + (f" Environment: `{setting.env}`." if setting.env else "")
        text += row(f"`{setting.key}`", takes(setting.rule), shown(setting.default), meaning)
    text += VARIABLES_INTRO
    for one in VARIABLES:
        text += row(f"`{one.name}`", takes(one.rule), shown(one.default), one.text)
    return text


def main() -> None:
    if "--print" in sys.argv:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.write(reference())
        return
    target = TOP / "docs" / "reference" / "settings.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(reference(), "utf-8", newline="\n")
    print(target.relative_to(TOP))


if __name__ == "__main__":
    main()
