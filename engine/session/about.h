/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What figures may depend on besides the experiment: versions and the processor's kernels. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL-terminated pairs of name and value, not translated: "Graft", "0.1.0", "GLib", … */
char **graft_about_build (void);

G_END_DECLS
