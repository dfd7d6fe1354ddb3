/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers between starts. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* NULL when the schema is not installed, as when the program runs from its build folder:
 * then nothing is remembered, and that is all. */
GSettings *graft_settings_new (void);

G_END_DECLS
