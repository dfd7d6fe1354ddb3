/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See work-bar.h. */
#include "app/cli/work-bar.h"

#include <unistd.h>

#define WIDTH 24

void
graft_work_bar_init (GraftWorkBar *self, gboolean quiet)
{
  const char *term = g_getenv ("TERM");

  self->terminal = !quiet && isatty (STDERR_FILENO) && g_strcmp0 (term, "dumb") != 0;
  self->drawn = FALSE;
}

void
graft_work_bar_set (GraftWorkBar *self, guint done, guint total)
{
  guint filled = total > 0 ? (guint)((guint64)done * WIDTH / total) : 0;
  char bar[WIDTH + 1];

  if (!self->terminal)
    return;
  for (guint i = 0; i < WIDTH; i++)
    bar[i] = i < filled ? '#' : '.';
  bar[WIDTH] = '\0';
  g_printerr ("\r[%s] %u / %u\033[K", bar, done, total);
  self->drawn = TRUE;
}

void
graft_work_bar_clear (GraftWorkBar *self)
{
  if (self->drawn)
    g_printerr ("\r\033[K");
  self->drawn = FALSE;
}
