#!/bin/sh
# Sets up what a target needs, once: system packages, .venv, the locked Python packages, pfreport itself.
# usage: tools/setup.sh demo | dev
set -eu
cd "$(dirname "$0")/.."
target=$1
lock=requirements.lock
[ "$target" = dev ] && lock=requirements-dev.lock
stamp=".setup-$target-$(cat "$lock" pyproject.toml tools/setup.sh | cksum | tr ' ' '-')"
[ -f "$stamp" ] && [ -x .venv/bin/pfreport ] && exit 0

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

install_system() {
    if command -v apt-get >/dev/null 2>&1; then
        set -- libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig python3-venv
        [ "$target" = dev ] && set -- "$@" chromium libatomic1 libreoffice-calc poppler-utils
        missing=""
        for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
        [ -z "$missing" ] && return 0
        # shellcheck disable=SC2086 # a list of package names
        as_root sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing" >/dev/null ||
            say "Could not install system packages. Please run: sudo apt-get install$missing"
    elif command -v dnf >/dev/null 2>&1; then
        set -- pango harfbuzz fontconfig
        [ "$target" = dev ] && set -- "$@" chromium libatomic libreoffice-calc poppler-utils
        rpm -q "$@" >/dev/null 2>&1 && return 0
        as_root dnf install -y -q "$@" || say "Could not install system packages. Please run: sudo dnf install $*"
    elif command -v brew >/dev/null 2>&1; then
        set -- pango harfbuzz
        [ "$target" = dev ] && set -- "$@" poppler
        brew list "$@" >/dev/null 2>&1 || brew install -q "$@" || say "Could not install system packages. Please run: brew install $*"
    else
        say "No apt-get, dnf or brew here: install Pango and HarfBuzz (with its subset library) yourself, or there will be no PDFs."
    fi
}

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$python"
            return 0
        fi
    done
    say "pfreport needs Python 3.11 or newer; none was found. Install it, or name it: make demo PYTHON=/path/to/python3"
    return 1
}

make_environment() {
    [ -x .venv/bin/pip ] && return 0
    rm -rf .venv
    "$python" -m venv .venv 2>/dev/null && [ -x .venv/bin/pip ] && return 0
    rm -rf .venv
    "$python" -m venv --without-pip .venv && "$python" -m pip --python .venv install -q pip 2>/dev/null && [ -x .venv/bin/pip ] && return 0
    rm -rf .venv
    say "This Python cannot make an environment with pip in it. On Debian or Ubuntu: sudo apt-get install python3-venv"
    return 1
}

say "Setting up (once) ..."
install_system
python=$(find_python)
make_environment
# Without --no-deps, older pips ask for "coverage[toml]" in any version and then refuse it, as it is not the locked one.
.venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r "$lock"
.venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
rm -f .setup-"$target"-*
touch "$stamp"
