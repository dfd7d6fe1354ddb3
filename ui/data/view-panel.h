/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the panels of the Data page have in common: they follow one #GraftItemView, and
 * through it the project and the set that it shows. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_VIEW_PANEL (graft_view_panel_get_type ())
G_DECLARE_DERIVABLE_TYPE (GraftViewPanel, graft_view_panel, GRAFT, VIEW_PANEL, GtkWidget)

/**
 * GraftViewPanel:view: construct only
 */
/**
 * GraftViewPanelClass:
 * @project_changed: another project, or sets came, went or were renamed
 * @set_changed: another set is shown; also called after @project_changed
 * @counts_changed: labels, suggestions or classes differ; also called after @set_changed
 * @filter_changed: filter, order or selection differ; also called after @set_changed
 *
 * Each may be %NULL. All are called once when the view is given.
 */
struct _GraftViewPanelClass
{
  GtkWidgetClass parent_class;

  void (*project_changed) (GraftViewPanel *self);
  void (*set_changed) (GraftViewPanel *self);
  void (*counts_changed) (GraftViewPanel *self);
  void (*filter_changed) (GraftViewPanel *self);
};

GraftItemView *graft_view_panel_get_view (GraftViewPanel *self);
/* NULL without a view, a project, or a set. */
GraftProject *graft_view_panel_get_project (GraftViewPanel *self);
GraftProjectSet *graft_view_panel_get_set (GraftViewPanel *self);
/* Whether there is a set and its project can be written. */
gboolean graft_view_panel_is_editable (GraftViewPanel *self);

G_END_DECLS
