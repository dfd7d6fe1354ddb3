#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source file names its licence in its first three lines, and says after it what lives there.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

while IFS= read -r file; do
  [ -s "$file" ] || continue
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
    complain "$file:1: the licence line is missing: SPDX-License-Identifier: GPL-3.0-or-later"
done < <(sources '\.([ch]|c\.in|sh|py|css|ui|awk)')

while IFS= read -r file; do
  awk 'NR <= 4 && (/^\/\* / || /^ \* [A-Z]/) && !/SPDX/ { found = 1 } END { exit !found }' "$file" ||
    complain "$file:2: say in a comment below the licence line what lives here"
done < <(sources '\.[ch]' engine ui app tests)

finish
