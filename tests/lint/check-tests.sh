#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every test, fuzzer and benchmark is named in the meson.build of its folder: none is forgotten.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

while IFS= read -r file; do
  folder=$(dirname "$file")
  name=$(basename "$file" .c)
  # Lists hold the name without its "test-"; single tests the whole.
  grep -qE "'(${name#*-}|$name(\\.c)?)'" "$folder/meson.build" 2>/dev/null ||
    complain "$file:1: not named in $folder/meson.build, so it never runs"
done < <(sources '/(test|fuzz|bench)-[a-z0-9-]+\.c' tests)

finish
