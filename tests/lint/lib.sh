# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the checks share: the files to look at and the way to complain. Sourced, not run.
# A check is given the folder to look at, so that self-test.sh can plant defects in another one.
set -euo pipefail
export LC_ALL=C.UTF-8

cd "${1:?usage: $0 FOLDER}"
defects=0

# Files below the named folders (all when none) whose names end as the first argument says, a
# regular expression; build folders and hidden ones are left out.
sources () {
  local ending=$1
  shift
  local where=()
  local folder
  for folder in "${@:-.}"; do
    if [ -d "$folder" ]; then where+=("$folder"); fi
  done
  [ ${#where[@]} -gt 0 ] || return 0
  find "${where[@]}" -type d \( -name 'build*' ! -name build-aux -o -name '.?*' \) -prune \
    -o -type f -print | sed 's,^\./,,' | grep -E "($ending)\$" | sort || true
}

# One line a defect: "FILE:LINE: what is wrong; what would be right".
complain () {
  printf '%s\n' "$1"
  defects=$((defects + 1))
}

# Complains about every line that matches, with the reason given: REASON PATTERN FILE…
forbid () {
  local reason=$1 pattern=$2 hit
  shift 2
  [ $# -gt 0 ] || return 0
  while IFS= read -r hit; do
    complain "${hit%%:*}:$(cut -d: -f2 <<<"$hit"): $reason: $(cut -d: -f3- <<<"$hit" | sed 's/^ *//')"
  done < <(grep -nHE -e "$pattern" -- "$@" || true)
}

finish () {
  if [ "$defects" -gt 0 ]; then
    echo "$defects found" >&2
    exit 1
  fi
}
