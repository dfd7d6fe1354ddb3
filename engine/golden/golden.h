/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs reference cases: inputs and outputs that others computed, against Graft's own
 * operators (methods 11). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_GOLDEN_PASSED,
  GRAFT_GOLDEN_FAILED,
  GRAFT_GOLDEN_SKIPPED, /* Graft has no such operator yet */
} GraftGoldenOutcome;

/**
 * GraftGoldenFunc:
 * @detail: passed: the largest error as a share of what is allowed; failed: which output
 *     and by how much, or what is wrong with the case; skipped: why
 */
typedef void (*GraftGoldenFunc) (const char *name,
                                 GraftGoldenOutcome outcome,
                                 const char *detail,
                                 gpointer data);

/**
 * graft_golden_run:
 * @folder: with index.json and a folder a case
 * @only: (nullable): a pattern with * and ?: the cases to run
 *
 * Calls @func for every case, in the order of the index. A case that cannot be read fails
 * by itself. Errors: GRAFT_IO_ERROR when there is no index or it is none;
 * GRAFT_PARAM_ERROR_UNKNOWN when @only matches nothing.
 */
gboolean graft_golden_run (const char *folder,
                           const char *only,
                           GraftGoldenFunc func,
                           gpointer data,
                           GError **error);

G_END_DECLS
