"""Round corners of popups, where the desktop lets what is behind them shine through."""

from __future__ import annotations

import os
from typing import Any

from PySide6 import QtCore
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


def round_corners(popup: QWidget) -> None:
    """Make a popup see-through, so that the style may round its corners; where nothing blends
    windows they would be black, so it is told to have square ones (property `square`). Once it
    is polished, before its style is chosen: asking what is there takes a while."""
    blended = blends()
    popup.setAttribute(QtCore.Qt.WidgetAttribute.WA_TranslucentBackground, blended)
    popup.setProperty("square", not blended)


def blends() -> bool:
    """Whether something blends windows with what is behind them. On X that takes another
    program, which holds the selection `_NET_WM_CM_Sn` while it runs (Extended Window Manager
    Hints, "Compositing Managers"); all other platforms do so by themselves."""
    app = QApplication.instance()
    if QGuiApplication.platformName() != "xcb" or not isinstance(app, QGuiApplication):
        return True
    from PySide6.QtGui import QNativeInterface  # has no such class on other systems

    native = app.nativeInterface()
    if not isinstance(native, QNativeInterface.QX11Application):
        return True
    return _selection_is_held(native.connection(), f"_NET_WM_CM_S{_screen()}")


def _screen() -> int:
    """The number behind the dot of `DISPLAY`, else the first."""
    number = os.environ.get("DISPLAY", "").rpartition(":")[2].partition(".")[2]
    return int(number) if number.isdecimal() else 0


def _selection_is_held(connection: int, name: str) -> bool:
    import ctypes

    class Cookie(ctypes.Structure):
        _fields_ = (("sequence", ctypes.c_uint),)

    class Reply(ctypes.Structure):
        """Of both questions: what was asked for is the last field."""

        _fields_ = (
            ("type", ctypes.c_uint8), ("pad", ctypes.c_uint8), ("sequence", ctypes.c_uint16),
            ("length", ctypes.c_uint32), ("value", ctypes.c_uint32),
        )  # fmt: skip

    try:  # Qt's platform plugin has loaded it already, unless it carries one of its own
        xcb: Any = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # nobody to ask: square corners are right everywhere
    free = ctypes.CDLL(None).free
    free.argtypes = (ctypes.c_void_p,)
    display, label = ctypes.c_void_p(connection), name.encode()

    def answer(ask: str, *question: Any) -> int:
        getattr(xcb, ask).restype = Cookie
        read = getattr(xcb, f"{ask}_reply")
        read.argtypes = (ctypes.c_void_p, Cookie, ctypes.c_void_p)
        read.restype = ctypes.POINTER(Reply)
        reply = read(display, getattr(xcb, ask)(display, *question), None)
        if not reply:
            return 0
        value = int(reply.contents.value)
        free(reply)
        return value

    atom = answer(
        "xcb_intern_atom", ctypes.c_uint8(1), ctypes.c_uint16(len(label)), ctypes.c_char_p(label)
    )
    return atom != 0 and answer("xcb_get_selection_owner", ctypes.c_uint32(atom)) != 0
