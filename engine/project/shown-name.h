/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files, for people. A name is any bytes but '/' and NUL; what is shown is valid
 * UTF-8 on one line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @bytes with control characters as "\n", "\x1b" and bytes that are no UTF-8 as "\xe9":
 * two names that differ still look different. */
char *graft_shown_name (const char *bytes);
/* The same of the last part of @path. */
char *graft_shown_basename (const char *path);

G_END_DECLS
