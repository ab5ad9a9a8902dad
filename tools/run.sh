#!/usr/bin/env bash
# Opens the window; where there is no screen it says so and does the same job on paper: a demo
# person, the pages drawn to pictures, the readings exported.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec .venv/bin/python -m healthdesk "$@"
fi
echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
echo "Instead: a demo person is recorded, the pages are drawn to pictures and the readings exported."
QT_QPA_PLATFORM=offscreen exec .venv/bin/python -m healthdesk tour --out out/tour "$@"
