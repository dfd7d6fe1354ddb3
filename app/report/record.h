/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a session said, collected: what the result object, the report and the closing table
 * are made from. Lives on the thread that gets the updates. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* The figures of a run that are averaged over seeds. */
typedef enum
{
  GRAFT_FIGURE_TWIN_SOURCE,
  GRAFT_FIGURE_TWIN_TARGET,
  GRAFT_FIGURE_SOURCE,
  GRAFT_FIGURE_TARGET,
  GRAFT_FIGURE_ORACLE_TARGET,
  GRAFT_FIGURE_GAP_CLOSED,
  GRAFT_FIGURE_A_BEFORE,
  GRAFT_FIGURE_A_AFTER,
  GRAFT_N_FIGURES
} GraftFigureKind;

/* @n: runs that have the figure; @mean is NaN without one, @sd (n − 1) below two. */
typedef struct
{
  guint n;
  double mean;
  double sd;
} GraftSummary;

typedef struct _GraftRecord GraftRecord;

GraftRecord *graft_record_new  (GraftExperiment *experiment);
void         graft_record_free (GraftRecord *self);
/* Call with every update of the session, in order. */
void         graft_record_take (GraftRecord *self, GraftUpdate *update);
/* Once the session has ended: the time it took and its journal. */
void         graft_record_close (GraftRecord *self, const char *journal);

GraftExperiment       *graft_record_get_experiment (GraftRecord *self);
GraftState             graft_record_get_state      (GraftRecord *self);
const GError          *graft_record_get_error      (GraftRecord *self);
double                 graft_record_get_seconds    (GraftRecord *self);
const char            *graft_record_get_journal    (GraftRecord *self);
guint                  graft_record_get_n_results  (GraftRecord *self);
const GraftRunResult  *graft_record_get_result     (GraftRecord *self, guint index);
/* Of run number @run, in step order. */
const GraftPoint      *graft_record_get_points     (GraftRecord *self, guint run, gsize *n);
guint                  graft_record_get_n_runs     (GraftRecord *self);
/* The newest map of a run, or NULL. */
GraftMap              *graft_record_get_map        (GraftRecord *self, guint run,
                                                    GraftProjection projection);
/* The last value of a curve, NaN before there is one. */
double                 graft_record_get_latest     (GraftRecord *self, GraftCurve curve);

double       graft_figure_of_verdict (const GraftVerdict *verdict, GraftFigureKind kind);
GraftSummary graft_record_summarise  (GraftRecord *self, GraftFigureKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftRecord, graft_record_free)

G_END_DECLS
