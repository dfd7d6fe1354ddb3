/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of the list of kept runs: what it was, what came of it, and what can be done
 * with it. Its actions: "win.open-run", "win.resume-run", "kept.copy-hash" and
 * "kept.delete", each with the id of the run. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_KEPT_ROW (graft_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftKeptRow, graft_kept_row, GRAFT, KEPT_ROW, GtkListBoxRow)

/**
 * GraftKeptLook:
 * @now: Unix time in seconds
 * @running: it is being trained in this window
 * @writable: the project can be changed
 * @stacked: the buttons stand below the text
 *
 * What a row shows besides its run.
 */
typedef struct
{
  gint64 now;
  gboolean running;
  gboolean writable;
  gboolean stacked;
} GraftKeptLook;

/* State, figures and buttons. */
#define GRAFT_KEPT_COLUMNS 3

GtkWidget *graft_kept_row_new (guint run);
/* Rows with the same @columns have them one below the other. */
void graft_kept_row_align (GraftKeptRow *self,
                           GtkSizeGroup *const columns[GRAFT_KEPT_COLUMNS]);
guint graft_kept_row_get_run (GraftKeptRow *self);
/* @info is of the run that the row was made for. */
void graft_kept_row_show (GraftKeptRow *self,
                          const GraftRunInfo *info,
                          const GraftKeptLook *look);
/* All that it says, in one line. */
const char *graft_kept_row_get_text (GraftKeptRow *self);
gboolean graft_kept_row_get_can_resume (GraftKeptRow *self);

G_END_DECLS
