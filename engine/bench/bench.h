/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast this machine does what other programs are measured with too: images a second
 * of whole training steps (forward, gradient of the loss, backward and update by SGD with
 * momentum), and the seconds of a t-SNE map. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftBenchResult:
 * @id: of the case: "dann-mnist"
 * @batch: images a step; source and target both count. 0 for a map
 * @n: points of a map; 0 for a training step
 * @kl: what is left of a map's divergence, KL(P ‖ Q)
 * @median: over the repeats
 * @spread: (largest - smallest) / median
 * @arena_mib: of a training step
 * @unit: "images/s" or "s"
 */
typedef struct
{
  const char *id;
  guint threads;
  gsize batch;
  gsize n;
  double kl;
  double median;
  double min;
  double max;
  double spread;
  guint repeats;
  double arena_mib;
  const char *unit;
} GraftBenchResult;

/* The ids of the cases; %NULL past the end. Functions that take one also take
 * "dann_mnist". */
const char *graft_bench_case (gsize index);

/**
 * graft_bench_run:
 * @threads: 0 means one a processor; the result says how many that were
 * @seconds: of each of five repeats of a training step; 0.7 is what the peers' scripts
 * take
 * @data: (nullable): NPY file whose first rows a map shows, in place of random clusters
 *
 * Runs one case; "tsne-N" for a map of N points. Errors: GRAFT_PARAM_ERROR_UNKNOWN, those
 * of graft_plan_new() and those of reading @data. Thread: any; it makes its own workers.
 */
gboolean graft_bench_run (const char *case_id,
                          guint threads,
                          double seconds,
                          const char *data,
                          GraftBenchResult *out,
                          GError **error);

/**
 * graft_bench_profile:
 *
 * Where a step's time goes: a table of the nodes with the microseconds of thread time
 * that each takes an image, forward and backward together.
 *
 * Returns: text; free with g_free()
 */
char *graft_bench_profile (const char *case_id, guint threads, GError **error);

/**
 * graft_bench_result_to_json:
 *
 * The case is written "dann_mnist", as scripts write it whose cases are Python names:
 * lines of both pair by case, threads and batch, or for maps by case, threads and n.
 *
 * Returns: one line without its end; free with g_free()
 */
char *graft_bench_result_to_json (const GraftBenchResult *result);

G_END_DECLS
