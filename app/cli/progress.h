/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a run is, on standard error: a bar that is drawn over on a terminal, a plain line every
 * few seconds elsewhere. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

typedef struct _GraftProgressLine GraftProgressLine;

GraftProgressLine *graft_progress_line_new    (gboolean quiet);
void               graft_progress_line_free   (GraftProgressLine *self);
/* @record has taken @update already. */
void               graft_progress_line_update (GraftProgressLine *self, GraftRecord *record,
                                               GraftUpdate *update);
/* Takes the bar away, so that other text can be printed. */
void               graft_progress_line_clear  (GraftProgressLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProgressLine, graft_progress_line_free)

G_END_DECLS
