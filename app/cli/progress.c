/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See progress.h. */
#include "app/cli/progress.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Microseconds between two bars, and between two lines of a log. */
#define BAR_EVERY 100000
#define LINE_EVERY (5 * G_USEC_PER_SEC)
#define BAR_WIDTH 24

struct _GraftProgressLine
{
  gboolean quiet;
  gboolean terminal;
  gboolean drawn;
  gint64 last; /* when something was printed, monotonic microseconds */
};

GraftProgressLine *
graft_progress_line_new (gboolean quiet)
{
  GraftProgressLine *self = g_new0 (GraftProgressLine, 1);
  const char *term = g_getenv ("TERM");

  self->quiet = quiet;
  self->terminal = isatty (STDERR_FILENO) && g_strcmp0 (term, "dumb") != 0;
  return self;
}

void
graft_progress_line_clear (GraftProgressLine *self)
{
  if (self->drawn)
    g_printerr ("\r\033[K");
  self->drawn = FALSE;
}

void
graft_progress_line_free (GraftProgressLine *self)
{
  graft_progress_line_clear (self);
  g_free (self);
}

static guint
terminal_width (void)
{
  struct winsize size = { 0 };

  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

static void
append_time_left (GString *text, double seconds)
{
  guint whole = (guint) ceil (CLAMP (seconds, 0, 359999));

  if (seconds < 0)
    return;
  g_string_append (text, "  ");
  if (whole >= 3600)
    g_string_append_printf (text, _ ("%u h %02u min left"), whole / 3600, whole / 60 % 60);
  else if (whole >= 60)
    g_string_append_printf (text, _ ("%u min %02u s left"), whole / 60, whole % 60);
  else
    g_string_append_printf (text, _ ("%u s left"), whole);
}

static void
append_accuracy (GString *text, GraftRecord *record, GraftCurve curve, const char *name)
{
  double value = graft_record_get_latest (record, curve);

  if (isfinite (value))
    g_string_append_printf (text, "  %s %.1f %%", name, 100 * value);
}

static const char *
state_name (GraftState state)
{
  switch (state)
    {
    case GRAFT_STATE_LOADING:
      return _ ("loading");
    case GRAFT_STATE_FINISHING:
      return _ ("evaluating");
    case GRAFT_STATE_PAUSED:
      return _ ("paused");
    case GRAFT_STATE_IDLE:
    case GRAFT_STATE_RUNNING:
    case GRAFT_STATE_FINISHED:
    case GRAFT_STATE_STOPPED:
    case GRAFT_STATE_FAILED:
    default:
      return NULL;
    }
}

static GString *
describe (GraftRecord *record, GraftUpdate *update, gboolean bar)
{
  const GraftProgress *progress = graft_update_get_progress (update);
  const char *state = state_name (graft_update_get_state (update));
  guint filled = (guint) (CLAMP (progress->fraction, 0, 1) * BAR_WIDTH);
  GString *text = g_string_new (NULL);

  if (bar)
    {
      g_string_append_c (text, '[');
      for (guint i = 0; i < BAR_WIDTH; i++)
        g_string_append_c (text, i < filled ? '#' : '.');
      g_string_append (text, "] ");
    }
  g_string_append_printf (text, "%3.0f %%", 100 * progress->fraction);
  if (progress->n_runs > 1)
    g_string_append_printf (text, _ ("  seed %u of %u"), progress->run + 1, progress->n_runs);
  if (state != NULL)
    g_string_append_printf (text, "  %s", state);
  else
    append_time_left (text, progress->seconds_left);
  /* Translators: short names of accuracies in the progress line */
  append_accuracy (text, record, GRAFT_CURVE_TARGET_ACCURACY, _ ("target"));
  append_accuracy (text, record, GRAFT_CURVE_TWIN_TARGET_ACCURACY, _ ("twin"));
  return text;
}

/* A line as wide as the terminal would wrap, and a wrapped line cannot be drawn over. */
static void
draw_bar (GraftProgressLine *self, GraftRecord *record, GraftUpdate *update)
{
  guint width = terminal_width ();
  g_autoptr (GString) text = describe (record, update, width >= 60);

  if ((guint) g_utf8_strlen (text->str, -1) >= width)
    {
      const char *end = g_utf8_offset_to_pointer (text->str, MAX (width, 2) - 1);

      g_string_truncate (text, (gsize) (end - text->str));
    }
  g_printerr ("\r%s\033[K", text->str);
  self->drawn = TRUE;
}

void
graft_progress_line_update (GraftProgressLine *self, GraftRecord *record, GraftUpdate *update)
{
  gint64 now = g_get_monotonic_time ();
  const char *const *messages = graft_update_get_messages (update);

  if (self->quiet)
    return;
  if (messages[0] != NULL)
    graft_progress_line_clear (self);
  for (guint i = 0; messages[i] != NULL; i++)
    g_printerr ("%s\n", messages[i]);
  if (graft_update_get_state (update) >= GRAFT_STATE_FINISHED)
    graft_progress_line_clear (self);
  else if (self->terminal && (now - self->last >= BAR_EVERY || !self->drawn))
    {
      draw_bar (self, record, update);
      self->last = now;
    }
  else if (!self->terminal && now - self->last >= LINE_EVERY)
    {
      g_autoptr (GString) text = describe (record, update, FALSE);

      g_printerr ("%s\n", text->str);
      self->last = now;
    }
}
