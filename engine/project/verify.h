/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking over a project file from end to end: is it whole, is what it refers to there.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names are kept up to here; counts are complete. */
#define GRAFT_VERIFY_MOST_NAMES 1000

typedef struct
{
  char *table;
  guint64 rows;
} GraftTableCount;

/**
 * GraftVerifyReport:
 * @tables: (element-type GraftTableCount): in the order of their names
 * @missing: (element-type utf8): files that items refer to and that are gone or changed
 * @damaged: (element-type utf8): items whose bytes in the project are not those that were
 * imported
 */
typedef struct
{
  GPtrArray *tables;
  guint64 items;
  guint64 n_missing;
  guint64 n_damaged;
  GPtrArray *missing;
  GPtrArray *damaged;
} GraftVerifyReport;

void graft_verify_report_free (GraftVerifyReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftVerifyReport, graft_verify_report_free)

/* Blocks; changes nothing, and may run while the project is open elsewhere. Errors:
 * GRAFT_IO_ERROR; _FORMAT when the file is damaged (integrity, references between tables,
 * schema). */
GraftVerifyReport *graft_project_verify (const char *path, GError **error);

G_END_DECLS
