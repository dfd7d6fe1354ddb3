#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A check that cannot fail checks nothing: plants one defect after the other in a small clean
# tree and wants each found, and found by the check that is meant to. Speaks TAP.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
n=0

# A tree in which every check is content.
plant_clean () {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/{engine/{nn,synth,tensor,io,session,transfer},ui/plot,app,po,tests/lint}
  cat >"$tree/engine/graft-engine.h" <<'H'
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door. */
/* Adds one to @a. */
int graft_add_one (int a, int b);
int graft_thing_get_size (const void *self, int axis);
H
  cat >"$tree/engine/nn/relu.c" <<'C'
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rectifier. */
#include "engine/graft-engine.h"

#include <math.h>

const char *label = N_("Rectifier");
C
  cat >"$tree/engine/synth/digits.c" <<'C'
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits drawn from fonts. */
#include <pango/pangocairo.h>
C
  cat >"$tree/ui/plot/plot.c" <<'C'
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plot. */
#include "engine/graft-engine.h"

#include <gtk/gtk.h>
C
  echo '# A program' >"$tree/README.md"
  echo 'engine/nn/relu.c' >"$tree/po/POTFILES.in"
}

report () {
  n=$((n + 1))
  echo "$1 $n $2"
  [ "$1" = ok ] || sed 's/^/# /' "$tree.out"
}

# content CHECK: the check passes the tree as it stands.
content () {
  if "$here/check-$1.sh" "$tree" >"$tree.out" 2>&1; then report ok "$1: clean"; else report 'not ok' "$1: clean"; fi
}

# finds CHECK WORDS FILE TEXT: after TEXT is added to FILE the check fails and says WORDS.
finds () {
  plant_clean
  mkdir -p "$(dirname "$tree/$3")"
  printf '%b\n' "$4" >>"$tree/$3"
  if ! "$here/check-$1.sh" "$tree" >"$tree.out" 2>&1 && grep -qF -- "$2" "$tree.out"; then
    report ok "$1: $2"
  else
    report 'not ok' "$1: $2"
  fi
}

spdx='/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* A file. */'

plant_clean
for check in "$here"/check-*.sh; do
  check=$(basename "$check" .sh)
  [ "$check" != check-variables ] || continue
  content "${check#check-}"
done

finds layering 'knows no toolkit' engine/nn/relu.c '#include <gtk/gtk.h>'
finds layering 'knows no toolkit' engine/synth/digits.c '#include <gdk/gdk.h>'
finds layering 'Cairo and Pango' engine/nn/relu.c '# include <cairo.h>'
finds layering 'neither ui nor app' engine/nn/relu.c '#include "ui/plot/plot.h"'
finds layering 'does not know the app' ui/plot/plot.c '#include "app/settings.h"'
finds layering 'only engine/graft-engine.h' ui/plot/plot.c '#include "engine/tensor/shape.h"'
finds layering 'only engine/graft-engine.h' app/main.c "$spdx\\n#include <engine/nn/layer.h>"
finds layering 'root of the project' engine/nn/relu.c '#include "relu.h"'
finds layering 'root of the project' engine/nn/relu.c '#include "../tensor/shape.h"'
finds layering 'there is no' engine/nn/relu.c '#include "engine/nn/gone.h"'
finds layering 'private to its folder' engine/io/x.c "$spdx\\n#include \"engine/nn/plan-private.h\""
finds layering 'BLAS' engine/nn/relu.c '#include <cblas.h>'
finds layering 'stb' engine/nn/relu.c '#include <stb/stb_image.h>'
finds layering 'SQLite' engine/nn/relu.c '#include <sqlite3.h>'
finds layering 'neither prints nor ends' engine/nn/relu.c 'void f (void) { exit (1); }'
finds layering 'neither prints nor ends' engine/nn/relu.c 'void f (void) { g_printerr ("x"); }'
finds docs 'graft_add_two' engine/graft-engine.h '\nint graft_add_two (int a,\n                   int b);'
finds docs 'graft_move' ui/plot/plot.h "$spdx\\n\\nvoid graft_move (void *self, int x);"
finds length 'lines; split it' engine/nn/long.c "$spdx\\n$(seq -s '\n' 700)"
finds length 'not longer' tests/lint/long-files.txt 'engine/nn/relu.c # a table'
finds spdx 'licence line' engine/nn/bare.c '/* A file without it. */'
finds spdx 'licence line' ui/plot/plot.ui '<interface/>'
finds spdx 'what lives here' engine/nn/mute.c '/* SPDX-License-Identifier: GPL-3.0-or-later */\n#include <math.h>'
finds potfiles 'add the line ui/plot/plot.c' ui/plot/plot.c 'x = _("Curve");'
finds potfiles 'add the line ui/plot/plot.ui' ui/plot/plot.ui '<property translatable="yes">Curve</property>'
finds potfiles 'take out' po/POTFILES.in 'ui/plot/plot.c'
finds potfiles 'sorted' po/POTFILES.in 'engine/nn/a.c'
finds readme 'the key limit' engine/session/experiment-keys.c '  { "source", "limit", GRAFT_KEY_COUNT },'
finds readme 'the key batch' engine/transfer/params.c '  { "batch", N_ ("Batch"),'
finds readme 'the kind csv: has no row' engine/data/meson.build "data_kinds = [\\n  'csv',\\n]"
finds readme 'there is no assets/gone.png' README.md '![x](assets/gone.png)'
plant_clean
mkdir -p "$tree/engine/data"
printf "data_kinds = [\n  'npy',\n]\n" >"$tree/engine/data/meson.build"
printf '| \140npy:FILE\140 | an array |\n' >>"$tree/README.md"
content readme
printf '| \140mat:FILE\140 | a matrix |\n' >>"$tree/README.md"
if "$here/check-readme.sh" "$tree" >"$tree.out" 2>&1; then report 'not ok' 'readme: mat'; else report ok 'readme: there is no kind mat'; fi
finds strings 'path of one machine' engine/nn/relu.c 'x = "/home/someone/data";'
finds strings 'finish it' engine/nn/relu.c '/* TO''DO: later */'
finds strings 'sleep in comments' engine/nn/relu.c '// x = 1;'
finds strings 'compiled or it is gone' engine/nn/relu.c '#if 0'
finds strings 'newer than' ui/plot/plot.c '  g_set_str (&a, b);'
finds strings 'a tab' ui/plot/plot.c '\tx ();'
finds strings 'blank at the end' ui/plot/plot.c 'x (); '

finds tests 'never runs' tests/unit/test-relu.c "$spdx"

# The check of compiled code: constants pass, a counter does not.
compile () {
  printf '%b\n' "$1" | ${CC:-cc} -O2 -fPIC -xc -c -o "$tree/x.o" -
  "$here/check-variables.sh" "$tree/x.o" >"$tree.out" 2>&1
}
constants='static const char *const names[] = { "a", "b" };\nchar f (int i) { return names[i][0]; }'
if compile "$constants"; then report ok 'variables: clean'; else report 'not ok' 'variables: clean'; fi
for counter in 'static int' 'static _Thread_local int' 'int'; do
  if ! compile "$constants\n$counter count;\nint g (void) { return count++; }" &&
    grep -q 'variable count' "$tree.out"; then
    report ok "variables: $counter"
  else
    report 'not ok' "variables: $counter"
  fi
done

rm -f "$tree.out"
echo "1..$n"
