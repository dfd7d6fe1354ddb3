/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as the screen wants them: how long something still takes, and figures that stay
 * whole in right-to-left languages. Numbers are written by ui/plot/axis.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "21 s left", "3 min left", "2 h 5 min left"; NULL when @seconds is negative. */
char *graft_format_time_left (double seconds);
/* @figure between marks that nobody sees: "71.6 %" does not turn into "% 71.6". */
char *graft_format_isolate (const char *figure);
/* A sentence of the engine, which writes plain ASCII for files and terminals: with true
 * minus signs, and each figure isolated. */
char *graft_format_for_screen (const char *text);

G_END_DECLS
