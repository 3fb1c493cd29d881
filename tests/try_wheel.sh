#!/bin/sh
# Builds sdist and wheel, installs the wheel alone in a clean environment, and uses it from an empty folder.
# usage: try_wheel.sh PYTHON
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m build --quiet --outdir "$folder/dist" .
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$folder"/dist/*.whl

mkdir "$folder/empty" "$folder/home"
cd "$folder/empty"
export HOME="$folder/home" XDG_DATA_HOME="$folder/home/data"
unset SOFADB_DB PYTHONPATH || true
"$folder/venv/bin/sofadb" --db here.db db init
"$folder/venv/bin/sofadb" --db here.db figures --host irq
"$folder/venv/bin/sofadb" --db here.db export figures -o figures.csv
rows=$("$folder/venv/bin/python" -c 'import csv; print(len(list(csv.reader(open("figures.csv", encoding="utf-8")))))')
test "$rows" -gt 10
"$folder/venv/bin/sofadb" --db here.db seed load
"$folder/venv/bin/python" -c "import alembic.command"
echo "the wheel works: $rows lines exported"
