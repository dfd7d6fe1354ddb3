#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# po/POTFILES.in names exactly the files that hold translatable strings, sorted.
# Usage: check-potfiles.sh FOLDER [write]; "write" makes the list anew instead of checking it.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

list=po/POTFILES.in
marks='(^|[^[:alnum:]_])(_|N_|C_|NC_|ngettext|g_dngettext|dngettext)[[:space:]]*\([[:space:]]*("|$)'
found=$(
  {
    while IFS= read -r file; do
      if grep -qE "$marks" "$file"; then echo "$file"; fi
    done < <(sources '\.c' engine ui app)
    while IFS= read -r file; do
      if grep -qE 'translatable="(yes|true)"' "$file"; then echo "$file"; fi
    done < <(sources '\.ui' ui app)
    sources '\.(desktop|metainfo\.xml|gschema\.xml)(\.in)*' assets
  } | sort
)
if [ "${2:-}" = write ]; then
  printf '%s\n' "$found" >$list
  exit
fi
listed=$([ ! -f $list ] || sed -e 's/[[:space:]]*#.*//' -e '/^$/d' $list)

while IFS= read -r file; do
  [ -z "$file" ] || complain "$list: add the line $file"
done < <(comm -23 <(echo "$found") <(sort <<<"$listed"))
while IFS= read -r file; do
  [ -z "$file" ] || complain "$list: take out $file, which has nothing to translate"
done < <(comm -13 <(echo "$found") <(sort <<<"$listed"))
[ "$listed" = "$(sort <<<"$listed")" ] || complain "$list:1: keep it sorted (LC_ALL=C.UTF-8 sort)"

finish
