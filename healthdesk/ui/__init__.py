"""The window. The only place that knows Qt."""

import builtins
from importlib import import_module

# The binding puts an import of its own in the place of Python's. It reads the source of each
# module imported from then on, to learn whether that might ask for other names of Qt's methods.
# Nobody here does; a start would read sixty files for it, and keep them in memory.
import_module("PySide6.QtCore")
_names = vars(builtins)
_names["__import__"] = _names.get("__orig_import__", _names["__import__"])
