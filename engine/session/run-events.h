/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changed in a run under way, exactly: the journal says it in words, this
 * list makes a replay arrive at the same bits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_EVENT_LAMBDA, /* λ by hand; NaN: back to its schedule */
  GRAFT_EVENT_RATE,   /* the learning rate by hand; NaN: back to its schedule */
  GRAFT_EVENT_MOVE,   /* this step moves a part only: a GraftMove */
  GRAFT_N_EVENTS
} GraftRunEventKind;

/* @step: trained before it took hold. */
typedef struct
{
  guint64 step;
  GraftRunEventKind kind;
  double value;
} GraftRunEvent;

GArray *graft_run_events_new (void);
void
graft_run_events_add (GArray *events, guint64 step, GraftRunEventKind kind, double value);
/* "a(tsd)": step, word, value; floating. */
GVariant *graft_run_events_pack (const GArray *events);
/* Appends to @events; FALSE for words that this version does not know or steps that go
 * back. */
gboolean graft_run_events_unpack (GVariant *packed, GArray *events);

G_END_DECLS
