/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long something still takes, as people say it. Numbers are written by
 * ui/plot/axis.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "21 s left", "3 min left", "2 h 5 min left"; NULL when @seconds is negative. */
char *graft_format_time_left (double seconds);

G_END_DECLS
