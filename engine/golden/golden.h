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
 * @folder: with a folder a case, and an index.json that orders them; without one all
 * folders that hold a manifest.json are cases, by name
 * @only: (nullable): NULL-terminated patterns with * and ?: the cases to run; none: all
 *
 * Calls @func for every case. A case that cannot be read fails by itself. Errors:
 * GRAFT_IO_ERROR when there are no cases or the index is none; GRAFT_PARAM_ERROR_UNKNOWN
 * when one of @only matches nothing; the cases before it are then done.
 */
gboolean graft_golden_run (const char *folder,
                           const char *const *only,
                           GraftGoldenFunc func,
                           gpointer data,
                           GError **error);

G_END_DECLS
