#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The engine keeps nothing in file-level variables: two sessions in one process would share it.
# Looks at what was compiled, so that a forgotten "const" of a table shows too. What GObject's
# macros define is left out; whatever else has to be there stands in variables.txt with the reason.
# Usage: check-variables.sh LIBRARY...
set -euo pipefail
export LC_ALL=C.UTF-8

ls "$@" >/dev/null
here=$(cd "$(dirname "$0")" && pwd)
gobject='_private_offset$|_parent_class$|^(static_)?g_define_type|^g_define_|^signals$|^properties$|^q$|^quark$'
allowed=$(sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$here/variables.txt")

# The section .data.rel.ro holds constants with addresses in them: those are fine.
found=$(objdump -t "$@" 2>/dev/null | awk '
  /:[[:space:]]+file format/ { object = $1 }
  / \.(data|bss|tdata|tbss|data\.rel|data\.rel\.local)\t/ && $NF !~ /^\./ {
    name = $NF
    sub (/\.[0-9]+$/, "", name)
    sub (/^.*\./, "", name)
    print object, name
  }' | sort -u)

defects=0
while read -r object name; do
  [ -n "$name" ] || continue
  if grep -qE "$gobject" <<<"$name" || grep -qxF -- "$name" <<<"$allowed"; then continue; fi
  echo "${object%:}: the variable $name outlives its function; make it const, or a field of something"
  defects=$((defects + 1))
done <<<"$found"
[ "$defects" = 0 ]
