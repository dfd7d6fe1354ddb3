/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-events.h. */
#include "engine/session/run-events.h"

#include <string.h>

/* In files; the order is that of GraftRunEventKind. */
static const char *const words[GRAFT_N_EVENTS] = { "lambda_max", "learning_rate",
                                                   "move" };

GArray *
graft_run_events_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GraftRunEvent));
}

void
graft_run_events_add (GArray *events, guint64 step, GraftRunEventKind kind, double value)
{
  GraftRunEvent event = { step, kind, value };

  g_array_append_val (events, event);
}

GVariant *
graft_run_events_pack (const GArray *events)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tsd)"));
  for (guint i = 0; i < events->len; i++)
    {
      const GraftRunEvent *event = &g_array_index (events, GraftRunEvent, i);

      g_variant_builder_add (&builder, "(tsd)", event->step, words[event->kind],
                             event->value);
    }
  return g_variant_builder_end (&builder);
}

static GraftRunEventKind
find_word (const char *word)
{
  guint kind = 0;

  while (kind < GRAFT_N_EVENTS && strcmp (words[kind], word) != 0)
    kind++;
  return kind;
}

gboolean
graft_run_events_unpack (GVariant *packed, GArray *events)
{
  GVariantIter iter;
  GraftRunEvent event;
  const char *word;
  guint64 newest = 0;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(t&sd)", &event.step, &word, &event.value))
    {
      event.kind = find_word (word);
      if (event.kind == GRAFT_N_EVENTS || event.step < newest)
        return FALSE;
      newest = event.step;
      g_array_append_val (events, event);
    }
  return TRUE;
}
