/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the four cells of the landscape: its idea, its methods, its examples. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_LANDSCAPE_CELL (graft_landscape_cell_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftLandscapeCell, graft_landscape_cell, GRAFT, LANDSCAPE_CELL, GtkWidget)

GtkWidget *graft_landscape_cell_new (GraftCell cell);
GraftCell graft_landscape_cell_get_cell (GraftLandscapeCell *self);
/* How many examples can be started from it. */
guint graft_landscape_cell_get_n_examples (GraftLandscapeCell *self);
/* Is there a method or an example in it? */
gboolean graft_landscape_cell_is_useful (GraftLandscapeCell *self);
/* @method: of the open experiment, NULL without one. Marks the cell that it stands in. */
void graft_landscape_cell_set_method (GraftLandscapeCell *self,
                                      const GraftMethodInfo *method);
/* Whether a project is open, whose data any method may be tried on. */
void graft_landscape_cell_set_has_project (GraftLandscapeCell *self,
                                           gboolean has_project);
/* In one column the headings of rows and columns are gone: the cell says itself what it
 * is. */
void graft_landscape_cell_set_stacked (GraftLandscapeCell *self, gboolean stacked);
/* Catches the eye, when the three questions led here. */
void graft_landscape_cell_set_recommended (GraftLandscapeCell *self,
                                           gboolean recommended);

G_END_DECLS
