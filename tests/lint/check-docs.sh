#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Public functions are documented: by a comment above them or their group in the header, or by a
# doc block "* NAME:" where they are defined. Functions whose name says all need none: those that
# take nothing but their object, and new, init, ref, unref, free, dup, get, set, add, push, peek,
# find.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t headers < <(sources '\.h' engine ui | grep -v -- '-private\.h$' || true)
mapfile -t code < <(sources '\.[ch]' engine ui)
[ ${#headers[@]} -gt 0 ] || finish

blocks=$(grep -hoE '^ \* graft_[a-z0-9_]+:' "${code[@]}" | tr -d ' *:' | sort -u || true)

# Prints "FILE:LINE NAME ARGUMENTS" for every prototype that has no comment near it.
bare () {
  awk '
    FNR == 1 { commented = 0; comment = 0; statement = ""; body = 0 }
    comment { if (/\*\//) comment = 0; commented = 1; next }
    body { if (/^}/) body = 0; commented = 0; next }
    /^[[:space:]]*$/ { commented = 0; next }
    /^[[:space:]]*\/\*/ { if (!/\*\//) comment = 1; commented = 1; next }
    /^#/ { next }
    /^(static|typedef|struct|enum)/ && !/;/ { body = 1; if (/^static inline/) body = 1; next }
    {
      if (statement == "") start = FNR
      beside = beside || /\*\/[[:space:]]*$/
      statement = statement " " $0
      if (!/;/) next
      if (!commented && !beside && match (statement, /graft_[a-z0-9_]+[[:space:]]*\(/) &&
          statement !~ /^[[:space:]]*(typedef|extern const|G_DE)/) {
        name = substr (statement, RSTART, RLENGTH - 1)
        gsub (/[[:space:]]/, "", name)
        print FILENAME ":" start, name, gsub (/,/, ",", statement)
      }
      statement = ""; beside = 0
    }' "${headers[@]}"
}

while read -r where name commas; do
  case $name in
    *_get_type | *_quark | *_new | *_ref | *_unref | *_free | *_dup | *_new_* | *_get_* | \
      *_set_* | *_peek_* | *_peek | *_set | *_init | *_add | *_push | *_find | *_find_* | *_dup_* | *_get | *_has_* | *_is_* | *_clear_*) continue ;;
  esac
  [ "$commas" -gt 0 ] || continue
  grep -qx -- "$name" <<<"$blocks" ||
    complain "$where: $name() has no comment: say what it does, units and errors"
done < <(bare)

finish
