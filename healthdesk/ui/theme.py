"""Colours, type and the one style template; what a widget may ask about how to look.

For panels and charts:

    from healthdesk.ui import theme
    look = theme.current()            # what is applied now; cheap, ask whenever you paint
    look.color("muted")               # QColor of a token of resources/themes/*.toml
    look.series[0]                    # "#1F6FEB", colours of lines in fixed order
    look.font("axis")                 # QFont of a role, at the text scale in force
    look.px(24)                       # a length that grows with the text scale

Tokens: page card line border text muted faint accent accent-page accent-hover accent-press
on-accent accent-soft good warn bad good-soft warn-soft bad-soft toast on-toast toast-accent.
Roles of type: title (26/600) value (30/600, tabular) section (16/600) body (14) strong
(14/600) caption (13) axis (12).

`context.theme.themeChanged` (a `Themes`) says when to set pens and cached pictures again;
plain widgets follow by themselves, because the style template is applied anew.

The state lives in Qt (application palette and font), nowhere in this module.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from healthdesk.paths import resource

BODY_PX: Final = 14
NAMES: Final = ("light", "dark")
CHOICES: Final = ("system", "light", "dark")
# Of the application: it was made with Fusion. Asking for its style itself takes 10 ms.
IN_FUSION: Final = "inFusion"
# How long to wait for the desktop's answer: before the first paint, and after it.
SCHEME_MS: Final = 300
MOTION_MS: Final = 40

# role → (pixels at 100 %, weight)
TYPE: Final[Mapping[str, tuple[int, QFont.Weight]]] = MappingProxyType(
    {
        "title": (26, QFont.Weight.DemiBold),
        "value": (30, QFont.Weight.DemiBold),
        "section": (16, QFont.Weight.DemiBold),
        "body": (14, QFont.Weight.Normal),
        "strong": (14, QFont.Weight.DemiBold),
        "caption": (13, QFont.Weight.Normal),
        "axis": (12, QFont.Weight.Normal),
    }
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: colours by token (hex), colours of series, text scale."""

    name: str
    dark: bool
    colors: Mapping[str, str] = field(hash=False)
    series: tuple[str, ...]
    scale: float = 1.0

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token; `alpha` from 0 (clear) to 1. KeyError for an unknown one."""
        color = QColor(self.colors[token])
        color.setAlphaF(alpha)
        return color

    def line_color(self, index: int, alpha: float = 1.0) -> QColor:
        """The colour of the series with this index, going round."""
        color = QColor(self.series[index % len(self.series)])
        color.setAlphaF(alpha)
        return color

    def font(self, role: str) -> QFont:
        """The font of a role of type, digits of one width for `value` and `axis`."""
        pixels, weight = TYPE[role]
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(pixels))
        font.setWeight(weight)
        if role in ("value", "axis"):
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def px(self, pixels: float) -> int:
        return round(pixels * self.scale)


@lru_cache(maxsize=4)
def load(name: str) -> Theme:
    """The theme of `resources/themes/NAME.toml` at 100 %."""
    table = tomllib.loads(resource(f"themes/{name}.toml").read_text("utf-8"))
    return Theme(
        name=table["name"],
        dark=table["dark"],
        colors=MappingProxyType(table["colors"]),
        series=tuple(table["series"]),
    )


def current() -> Theme:
    """The theme applied now, read back from the application's palette and font."""
    theme = load("dark" if _is_dark(QApplication.palette()) else "light")
    pixels = QApplication.font().pixelSize()
    scale = pixels / BODY_PX if pixels > 0 else 1.0
    return replace(theme, scale=scale)


def resolve(choice: str) -> str:
    """`light` or `dark` for a choice of `CHOICES`; `system` asks the desktop."""
    if choice in NAMES:
        return choice
    scheme = QApplication.styleHints().colorScheme()
    if scheme == QtCore.Qt.ColorScheme.Unknown:
        return _portal_scheme()
    return "dark" if scheme == QtCore.Qt.ColorScheme.Dark else "light"


def resolve_at_start(choice: str) -> str:
    """As `resolve`, before any theme of ours is applied: then the palette is still the
    desktop's, and dark where its scheme is. Asking for the scheme by name makes all of Qt's
    names, for which the first paint would wait."""
    if choice in NAMES:
        return choice
    return "dark" if _is_dark(QApplication.palette()) else _portal_scheme()


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def _portal_value(namespace: str, key: str, patience_ms: int) -> object:
    """A setting of the desktop portal, or None where no portal answers in time."""
    if not _has_session_bus():
        return None
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        "Read",
    )
    message.setArguments([namespace, key])
    answer = bus.call(message, QDBus.CallMode.Block, patience_ms)
    values = answer.arguments()
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not values:
        return None
    value: object = values[0]
    while hasattr(value, "variant"):  # the portal wraps its variant in a variant
        value = value.variant()
    return value


def _has_session_bus() -> bool:
    """Cheaper than asking Qt, which loads its part for it and may even start a bus."""
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
        return True
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "bus").exists()


def _portal_scheme() -> str:
    answer = _portal_value("org.freedesktop.appearance", "color-scheme", SCHEME_MS)
    return "dark" if answer == 1 else "light"


def prefers_still() -> bool:
    """Whether the desktop asks for no animations."""
    if not QApplication.isEffectEnabled(QtCore.Qt.UIEffect.UI_AnimateMenu):
        return True
    wanted = _portal_value("org.gnome.desktop.interface", "enable-animations", MOTION_MS)
    return wanted is False


def family() -> str:
    """Inter on Linux where it is installed, else the desktop's own font."""
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if own.startswith(("Segoe", ".AppleSystem", "SF ")):
        return own
    return "Inter" if "Inter" in QFontDatabase.families() else own


def palette_of(theme: Theme) -> QPalette:
    """The theme as a palette, for what the style template does not reach."""
    role = QPalette.ColorRole
    tokens = {
        role.Window: "page",
        role.WindowText: "text",
        role.Base: "card",
        role.AlternateBase: "faint",
        role.Text: "text",
        role.Button: "card",
        role.ButtonText: "text",
        role.BrightText: "bad",
        role.ToolTipBase: "toast",
        role.ToolTipText: "on-toast",
        role.PlaceholderText: "muted",
        role.Highlight: "accent",
        role.HighlightedText: "on-accent",
        role.Accent: "accent",
        role.Link: "accent-page",
        role.LinkVisited: "accent-page",
        role.Light: "card",
        role.Midlight: "line",
        role.Mid: "line",
        role.Dark: "border",
        role.Shadow: "border",
    }
    palette = QPalette()
    for target, token in tokens.items():
        palette.setColor(target, theme.color(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.color("muted"))
    return palette


def style_sheet(theme: Theme) -> str:
    """The style template filled with this theme: `@token`, `@px(n)`, `@px(n, most)`,
    `@icon(name)`.

    Style sheets cannot tint, so the three pictures they need are kept once a theme.
    """
    template = resource("themes/style.qss").read_text("utf-8")

    def fill(match: re.Match[str]) -> str:
        word, argument = match.group(1), match.group(2)
        if word == "px":
            length, _, most = argument.partition(",")
            return f"{min(theme.px(float(length)), int(most or sys.maxsize))}px"
        if word == "icon":
            picture = resource(f"themes/{theme.name}-{argument}.svg")
            return f'url("{picture.as_posix()}")'
        return theme.colors[word]

    return re.sub(r"@([a-z-]+)(?:\(([^)]*)\))?", fill, template)


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application: Fusion, font, style template, palette (in this order: Qt
    forgets the palette when a style sheet is set)."""
    if not app.property(IN_FUSION):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(IN_FUSION, True)
    font = QFont(family())
    font.setPixelSize(theme.px(BODY_PX))
    app.setFont(font)
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme))
    app.setPalette(palette_of(theme))


class Themes(QObject):
    """The look in force and the way to another; `themeChanged(Theme)` after each switch."""

    themeChanged = Signal(object)  # noqa: N815

    def __init__(self, app: QApplication, choice: str = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = scale
        self._apply(resolve_at_start(choice))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def current(self) -> Theme:
        return current()

    def choose(self, choice: str | None = None, scale: float | None = None) -> None:
        """Switch live: `choice` of `CHOICES`, `scale` from 1.0 to 2.0; None keeps."""
        self._choice = choice or self._choice
        self._scale = min(2.0, max(1.0, scale or self._scale))
        self._apply(resolve(self._choice))
        self.themeChanged.emit(current())

    def toggle(self) -> str:
        """The other of light and dark; returns its name."""
        self.choose("light" if current().dark else "dark")
        return self._choice

    def settle(self) -> None:
        """Fade tips and roll out lists, or not, as the desktop has it; after the first paint."""
        moving = not prefers_still()
        for effect in (QtCore.Qt.UIEffect.UI_FadeTooltip, QtCore.Qt.UIEffect.UI_AnimateCombo):
            self._app.setEffectEnabled(effect, moving)

    def _apply(self, name: str) -> None:
        apply(self._app, replace(load(name), scale=self._scale))

    def _system_changed(self) -> None:
        if self._choice == "system":
            self.choose()
