#!/usr/bin/env bash
# Fetches what HealthDesk needs and is not there yet: system libraries (where apt is), a virtual
# environment in .venv, and the locked, hash-checked packages. A second run finds all of it in
# place, asks no network and ends at once.
#
#   tools/setup.sh run     what the program needs
#   tools/setup.sh test    that, and what the tests and the build need
#
# PYTHON names the interpreter to use; without it the first of python3, python3.13 … python3.11
# that is new enough.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-}
case $purpose in
    run) lock=requirements-run.lock ;;
    test) lock=requirements.lock ;;
    *) echo "usage: tools/setup.sh run|test" >&2; exit 2 ;;
esac

# Qt's own needs; drawing without a screen takes the first line only.
libraries=(
    libgl1 libegl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3 libgssapi-krb5-2
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 fonts-inter
)
# A screen, a window manager, hands and eyes for the tests; Prometheus, which judges our metrics
# and alerts; PyInstaller asks for binutils.
desktop_tools=(
    xvfb openbox xdotool scrot at-spi2-core gir1.2-atspi-2.0 python3-gi dbus libnotify-bin
    desktop-file-utils poppler-utils prometheus binutils
)

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "HealthDesk needs Python 3.11 or newer, and none was found. Install one, or name it: make run PYTHON=/path/to/python3"
}

# Newer Debian and Ubuntu releases carry some libraries under a name that ends in t64.
installed() {
    local states
    # It fails for a name it has never met, and still tells the state of the other.
    states=$(dpkg-query -W -f='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null) || true
    grep -qx installed <<<"$states"
}

install_system_packages() {
    local wanted=("${libraries[@]}") missing=() package as_root=()
    [ "$purpose" = test ] && wanted+=("${desktop_tools[@]}")
    # Debian splits venv and ensurepip off its own Python.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
    for package in "${wanted[@]}"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root=(sudo)
        else
            say "Some system libraries are missing, and installing them takes an administrator. Run this line, then make again:" >&2
            fail "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
        fi
    fi
    say "Installing system packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update &&
           "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
               apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "apt-get could not install them; the whole of what it said is in $log"
    fi
    rm -f "$log"
}

make_environment() {
    if [ -x .venv/bin/python ] && new_enough .venv/bin/python; then
        return
    fi
    say "Making a virtual environment in .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

# What is installed is known by the lock and the project file it was installed from.
fingerprint() { cksum "$1" pyproject.toml; }

install_packages() {
    local stamp=.venv/.installed-$purpose quiet=(--quiet)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$lock")" ]; then
        return
    fi
    # The test lock holds every package of the run lock, in the same version.
    if [ "$purpose" = run ] &&
        [ "$(cat .venv/.installed-test 2>/dev/null)" = "$(fingerprint requirements.lock)" ]; then
        return
    fi
    [ -t 1 ] && quiet=()
    say "Installing the $(grep -c '^[a-z].*==' "$lock") packages of $lock (some 130 MB to fetch the first time)"
    # Hash-checked, wheels only: nothing is built here, so nothing unlocked is fetched to build it.
    .venv/bin/python -m pip install --disable-pip-version-check --no-input "${quiet[@]}" \
        --require-hashes --only-binary :all: -r "$lock" ||
        fail "The packages could not be installed. Is there a network? What was installed so far is kept; run make again."
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --quiet \
        --no-index --no-deps --no-build-isolation --editable .
    fingerprint "$lock" >"$stamp"
}

python=$(find_python)
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    install_system_packages
elif [ "$(uname)" = Linux ] && [ ! -x .venv/bin/python ]; then
    say "No apt here: if the window does not open, install the libraries Qt 6 needs (xcb-util-cursor, libxkbcommon-x11, libEGL) with your package manager."
fi
make_environment
install_packages
