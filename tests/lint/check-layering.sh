#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may know whom: app → ui → engine/graft-engine.h → engine. Also keeps BLAS, stb and the
# toolkit libraries in the few places that may see them.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

include='^[[:space:]]*#[[:space:]]*include[[:space:]]*'
toolkit='[<"](gtk|gdk|gsk|adwaita|libadwaita|atk|graphene)'
drawing='[<"](cairo|pango)'

mapfile -t engine < <(sources '\.[ch](\.in)?' engine)
mapfile -t not_synth < <(sources '\.[ch](\.in)?' engine | grep -v '^engine/synth/' || true)
mapfile -t not_blas < <(sources '\.[ch]' engine ui app |
  grep -vE '^engine/tensor/(gemm|linalg)[a-z0-9-]*\.[ch]$' || true)
mapfile -t not_stb < <(sources '\.[ch]' engine ui app |
  grep -vxE 'engine/io/(stb-image-impl|stb-image-write-impl|image-file|image-write)\.c' || true)
mapfile -t not_project < <(sources '\.[ch]' engine ui app |
  grep -v '^engine/project/' || true)
mapfile -t ui < <(sources '\.[ch]' ui)
mapfile -t outside < <(sources '\.[ch]' ui app)
mapfile -t all < <(sources '\.[ch]' engine ui app)

forbid 'the engine knows no toolkit' "$include$toolkit" "${engine[@]}"
forbid 'Cairo and Pango belong to engine/synth' "$include$drawing" "${not_synth[@]}"
forbid 'the engine knows neither ui nor app' "${include}[<\"](ui|app)/" "${engine[@]}"
forbid 'the ui does not know the app' "${include}[<\"]app/" "${ui[@]}"
forbid 'BLAS and LAPACK are called by tensor/gemm and tensor/linalg alone' \
  "${include}[<\"](cblas|lapacke|openblas)" "${not_blas[@]}"
forbid 'stb is compiled in engine/io/stb-image-impl.c alone' \
  "${include}[<\"](stb/)?stb_" "${not_stb[@]}"
forbid 'SQLite belongs to engine/project' "${include}[<\"]sqlite3" "${not_project[@]}"
forbid 'no way out of an include path: write it from the root of the project' \
  "${include}\"\\.\\.?/" "${all[@]}"
forbid 'the engine reports errors, it neither prints nor ends the program' \
  '(^|[^_[:alnum:]>.])(printf|puts|abort|exit|_exit|g_print|g_printerr|g_error)[[:space:]]*\(' \
  "${engine[@]}"

# ui and app see one header of the engine.
for file in "${outside[@]}"; do
  while IFS=: read -r line text; do
    case $text in
      *'"engine/graft-engine.h"'*) ;;
      *) complain "$file:$line: only engine/graft-engine.h may be included here: $text" ;;
    esac
  done < <(grep -nE "${include}[<\"]engine/" "$file" || true)
done

# Includes in quotes start at the root of the project, and private headers stay in their folder.
for file in "${all[@]}"; do
  folder=$(dirname "$file")
  while IFS=: read -r line text; do
    header=$(sed -E 's/^[^"]*"([^"]*)".*/\1/' <<<"$text")
    case $header in
      *-private.h)
        [ "$(dirname "$header")" = "$folder" ] ||
          complain "$file:$line: $header is private to its folder" ;;
    esac
    case $header in
      engine/* | ui/* | app/*)
        [ -f "$header" ] || [ -f "$header.in" ] || complain "$file:$line: there is no $header" ;;
      # Made by the build, in the build folder.
      graft-config.h | *-resources.h | *-enums.h | *-table.h) ;;
      *) complain "$file:$line: \"$header\" should start at the root of the project" ;;
    esac
  done < <(grep -nE "${include}\"" "$file" || true)
done

finish
