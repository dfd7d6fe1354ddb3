/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base class of all pages of the window. A page is one folder: <name>/<name>-page.c,
 * its .ui and its line in ui/meson.build, from which the table behind graft_pages_get()
 * is made. */
#pragma once

#include "ui/window/run-controller.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PAGE (graft_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GraftPage, graft_page, GRAFT, PAGE, GtkWidget)

/**
 * GraftPageClass:
 * @controller_set: the controller came; it stays the same for the life of the page
 * @project_changed: (nullable): another project is open, or none
 * @narrow_changed: the window became narrow (side columns turn into sheets) or wide again
 * @get_header_widget: (nullable): a widget for the end of the header bar, shown with the
 * page; the page owns it
 */
struct _GraftPageClass
{
  GtkWidgetClass parent_class;

  void (*controller_set) (GraftPage *self, GraftRunController *controller);
  void (*project_changed) (GraftPage *self, GraftProject *project);
  void (*narrow_changed) (GraftPage *self, gboolean narrow);
  GtkWidget *(*get_header_widget) (GraftPage *self);
};

/* An entry of the registry. */
typedef struct
{
  const char *id; /* "train" */
  GType (*get_type) (void);
} GraftPageEntry;

/* NULL past the end; the order is that of the sidebar. */
const GraftPageEntry *graft_pages_get (gsize index);

const char *graft_page_get_title (GraftPage *self);
const char *graft_page_get_icon_name (GraftPage *self);
GraftRunController *graft_page_get_controller (GraftPage *self);
void graft_page_set_controller (GraftPage *self, GraftRunController *controller);
GraftProject *graft_page_get_project (GraftPage *self); /* or NULL */
void graft_page_set_project (GraftPage *self, GraftProject *project);
gboolean graft_page_get_narrow (GraftPage *self);
void graft_page_set_narrow (GraftPage *self, gboolean narrow);
GtkWidget *graft_page_get_header_widget (GraftPage *self);

G_END_DECLS
