/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-words.h. */
#include "ui/results/kept-words.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/window/format.h"

#include <glib/gi18n.h>
#include <math.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static char *
date_text (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  /* A file can say anything. */
  return date != NULL ? g_date_time_format (date, "%x") : g_strdup ("–");
}

/* Whether @time is on the day before that of @now, by the clock on the wall. */
static gboolean
is_yesterday (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) before = today != NULL ? g_date_time_add_days (today, -1) : NULL;

  return then != NULL && before != NULL &&
         g_date_time_get_year (then) == g_date_time_get_year (before) &&
         g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (before);
}

char *
graft_kept_when_text (gint64 started, gint64 now)
{
  guint n;

  /* The clock has been put back, or the file is from elsewhere. */
  if (started > now || started < 0)
    return date_text (started);
  if (now - started < MINUTE)
    return g_strdup (_ ("just now"));
  if (now - started < HOUR)
    {
      n = (guint)((now - started) / MINUTE);
      return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", n), n);
    }
  if (is_yesterday (started, now) && now - started >= DAY / 2)
    return g_strdup (_ ("yesterday"));
  if (now - started < DAY)
    {
      n = (guint)((now - started) / HOUR);
      return g_strdup_printf (ngettext ("%u hour ago", "%u hours ago", n), n);
    }
  return date_text (started);
}

const char *
graft_kept_state_text (const GraftRunInfo *info, gboolean running)
{
  return running ? _ ("Under way") : graft_run_state_get_label (info->state);
}

char *
graft_kept_facts_text (const GraftRunInfo *info, gint64 now)
{
  const GraftMethodInfo *method =
      info->method != NULL ? graft_catalogue_find_method (info->method) : NULL;
  g_autofree char *when = graft_kept_when_text (info->started, now);
  const char *name = info->method != NULL ? info->method : "–";

  /* Translators: a method, the seed of a run and when it began: DANN · seed 3 · 5 minutes
   * ago */
  return g_strdup_printf (_ ("%s · seed %" G_GUINT64_FORMAT " · %s"),
                          method != NULL ? _ (method->label) : name, info->seed, when);
}

static char *
percent_text (double share)
{
  char text[GRAFT_NUMBER_SIZE];

  return graft_format_isolate (graft_format_percent (text, share, 1));
}

char *
graft_kept_target_text (const GraftRunInfo *info)
{
  return isnan (info->target) ? NULL : percent_text (info->target);
}

char *
graft_kept_twin_text (const GraftRunInfo *info)
{
  g_autofree char *figure = isnan (info->twin) ? NULL : percent_text (info->twin);

  if (figure == NULL)
    return NULL;
  /* Translators: the accuracy of the twin that was trained without adaptation */
  return g_strdup_printf (_ ("twin %s"), figure);
}
