#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# README names every key of an experiment file: those of the session's table, those of training,
# and those of every method; and every kind of data.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

readme=README.md
if [ ! -f $readme ]; then
  complain "$readme: there is none"
  finish
fi

# Prints "FILE:LINE:KEY" for the rows of the tables.
keys () {
  grep -HnoE '"[a-z_]+", GRAFT_KEY_' engine/session/experiment-keys.c 2>/dev/null |
    sed -E 's/"([a-z_]+)".*/\1/' || true
  grep -HnoE '^  \{ "[a-z_]+", N_ ?\(' engine/transfer/*.c 2>/dev/null |
    sed -E 's/  \{ "([a-z_]+)".*/\1/' || true
}

while IFS=: read -r file line key; do
  grep -qF -- "\`$key\`" $readme || complain "$file:$line: the key $key is not in $readme"
done < <(keys)

# The kinds of data, both ways: a row for each, and none that cannot be read.
registry=engine/data/meson.build
if [ -f $registry ]; then
  kinds=$(awk "/^data_kinds = \\[/ { on = 1; next } /^\\]/ { on = 0 } on" $registry | tr -d " ,'" | sort)
  told=$(sed -nE 's/^\| `([a-z]+):[A-Z].*/\1/p' $readme | sort)
  while IFS= read -r kind; do
    [ -z "$kind" ] || complain "$registry: the kind $kind: has no row in $readme"
  done < <(comm -23 <(echo "$kinds") <(echo "$told"))
  while IFS= read -r kind; do
    [ -z "$kind" ] || complain "$readme: there is no kind $kind: in $registry"
  done < <(comm -13 <(echo "$kinds") <(echo "$told"))
fi

# What the text points at is there.
while IFS= read -r path; do
  [ -e "$path" ] || complain "$readme: there is no $path"
done < <(grep -oE '\]\([A-Za-z][A-Za-z0-9_/.-]*\)' $readme | tr -d '])(' | sort -u)

finish
