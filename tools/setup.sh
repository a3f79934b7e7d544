#!/bin/sh
# Make the project's own virtual environment in .venv and install counterclaim into it.
# Needs python3 (3.11 to 3.13) and pip, nothing else. Run by the Makefile; safe to run again.
set -eu
cd "$(dirname "$0")/.."

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "counterclaim needs Python 3.11, 3.12 or 3.13, and none was found. Install one and run this again." >&2
    exit 1
fi

if [ ! -x .venv/bin/python ]; then
    # Debian ships venv without ensurepip unless python3-venv is installed; the system's pip fills in.
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        "$python" -m venv --without-pip .venv
    }
fi
if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    pip=".venv/bin/python -m pip"
else
    pip="$python -m pip --python .venv/bin/python"
fi
echo "Installing counterclaim and what it needs into .venv (a minute or two the first time) ..." >&2
# Some platforms have no wheel of onnxruntime: the product then reads by rules only.
$pip install --quiet --disable-pip-version-check --editable ".[dev,encoder]" || {
    echo "The encoder's packages could not be installed; attributions will be read by rules only." >&2
    $pip install --quiet --disable-pip-version-check --editable ".[dev]"
}
touch .venv/.installed
