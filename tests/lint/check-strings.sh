#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing of the machine it was written on, no promises for later, no dead code in comments.
# shellcheck source=tests/lint/lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t files < <(sources '\.([ch]|c\.in|ui|css|sh|py|xml|md|in|desktop)|meson\.build|Makefile' |
  grep -v '^tests/lint/' || true)
mapfile -t code < <(sources '\.[ch]' engine ui app tests)

forbid 'a path of one machine' '(^|[^[:alnum:]_.~-])/(home|root|work|mnt|Users)/[A-Za-z]' "${files[@]}"
forbid 'finish it or open an issue' '(^|[^[:alnum:]_])(TODO|FIXME|XXX|HACK)([^[:alnum:]_]|$)' "${files[@]}"
forbid 'code does not sleep in comments' '^[[:space:]]*//.*;[[:space:]]*$' "${code[@]}"
forbid 'code is compiled or it is gone' '^[[:space:]]*#[[:space:]]*if[[:space:]]+0([[:space:]]|$)' "${code[@]}"
forbid 'newer than GLib 2.74 or GTK 4.8' \
  '(^|[^[:alnum:]_])(g_set_str|gtk_file_dialog_|gtk_alert_dialog_|gsk_path_|adw_dialog_)' "${code[@]}"
forbid 'a tab' "$(printf '\t')" "${code[@]}"
forbid 'blank at the end of the line' '[[:space:]]+$' "${files[@]}"

finish
