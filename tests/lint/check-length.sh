#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Files stay below 600 lines. Tables that are longer for a reason are named in long-files.txt.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

limit=600
here=tests/lint/long-files.txt
while IFS= read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -gt $limit ] || continue
  if [ -f $here ] && grep -qxF -- "$file" <(sed 's/[[:space:]]*#.*//' $here); then continue; fi
  complain "$file:1: $lines lines; split it at its seams, $limit is the limit"
done < <(sources '\.(c|h|ui|css|sh|py)|meson\.build')

# A name that no longer needs its exception is taken off the list.
if [ -f $here ]; then
  while IFS= read -r file; do
    [ -n "$file" ] || continue
    if [ ! -f "$file" ] || [ "$(wc -l <"$file")" -le $limit ]; then
      complain "$here:1: $file is not longer than $limit lines any more"
    fi
  done < <(sed 's/[[:space:]]*#.*//' $here)
fi

finish
