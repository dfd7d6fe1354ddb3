/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people read them: counts in groups of three, percent with a space, time
 * left. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "1 128", grouped with no-break spaces from 1000 on. */
char *graft_format_count (guint64 count);
/* "81.4 %" of a share 0 … 1, with the decimal point of the locale; "–" for NaN. */
char *graft_format_percent (double share);
/* "81.4": the same without the sign, for figures next to each other. */
char *graft_format_percent_bare (double share);
/* "21 s left", "3 min left", "2 h 5 min left"; NULL when @seconds is negative. */
char *graft_format_time_left (double seconds);

G_END_DECLS
