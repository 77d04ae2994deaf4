#!/bin/sh
# Makes the locks from pyproject.toml: names, versions and hashes, no addresses. Needs uv (pip install uv).
# Versions stay as they are unless asked: requirements/lock.sh --upgrade, or --upgrade-package django.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command requirements/lock.sh --quiet "$@"
}
lock --output-file requirements/run.txt "$@"
lock --group test --constraint requirements/run.txt --output-file requirements/test.txt "$@"
for group in assets pack; do
    uv pip compile --group "$group" --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command requirements/lock.sh --quiet --output-file "requirements/$group.txt" "$@"
done
npm install --package-lock-only --ignore-scripts
