/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of an experiment, read once and brought to one shape. The target's labels are
 * taken off here: what trains never sees them (methods 10.4). */
#pragma once

#include "engine/data/batch-loader.h"
#include "engine/data/data-ledger.h"
#include "engine/session/experiment-private.h"
#include "engine/session/journal.h"
#include "engine/transfer/method.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftRunData:
 * @train: what is trained on; the target's without labels; target NULL when the method
 * needs none
 * @test: what is reported on, with labels where there are any
 * @glance: up to 1000 items of @test, for the curves while training
 * @probe: items followed on the feature map
 * @validation: (nullable): source items kept aside for early stopping: those that the
 * source itself sets apart, or a share of its training items
 * @oracle: (nullable): the labelled target training items, for the oracle alone
 */
typedef struct
{
  GraftDataset *train[GRAFT_N_DOMAINS];
  GraftDataset *test[GRAFT_N_DOMAINS];
  GraftDataset *glance[GRAFT_N_DOMAINS];
  GraftDataset *probe[GRAFT_N_DOMAINS];
  GraftDataset *validation;
  GraftDataset *oracle;
  GraftShape input;
  guint n_classes;
  GraftNormalisation normalisation;
} GraftRunData;

/**
 * GraftRunDataOrder:
 * @project: (nullable): file that "project:#SET" means
 * @ledger: (nullable): what is read is noted there, or read again as it says
 */
typedef struct
{
  GraftExperiment *experiment;
  const GraftMethodClass *method;
  const char *project;
  GraftDataLedger *ledger;
  GraftJournal *journal;
  GCancellable *cancellable;
} GraftRunDataOrder;

/* Errors: whatever reading gives, each a line that names file and remedy;
 * GRAFT_DATA_ERROR when shapes or classes of the domains do not go together. Nothing is
 * kept on failure. */
gboolean
graft_run_data_load (GraftRunData *self, const GraftRunDataOrder *order, GError **error);
void graft_run_data_clear (GraftRunData *self);

G_END_DECLS
