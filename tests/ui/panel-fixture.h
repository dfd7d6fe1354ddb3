/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A panel of the Data page in a window, on a view of a real project with a set of made-up
 * pictures; long jobs are those of fake-jobs.h. */
#pragma once

#include "tests/support/project-fixture.h"
#include "tests/ui/fake-jobs.h"
#include "ui/data/item-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  ProjectFixture files;
  GraftProjectSet *set; /* "photos", 20 items, classes cat, dog, horse */
  GraftItemView *view;
  GtkWidget *window;
  GtkWidget *panel;
} PanelFixture;

/* Shows a widget of @type, with its property "view"; %G_TYPE_NONE: none, dialogs bring
 * their own windows. */
void panel_fixture_init (PanelFixture *self, GType type);
/* Everything has to die with the window. */
void panel_fixture_clear (PanelFixture *self);
/* Closes the project once nothing on its thread needs it any more. */
void panel_fixture_clear_project (ProjectFixture *files);
/* Waits for all edits, and for what the main loop still has to do. */
void panel_fixture_flush (PanelFixture *self);
/* Labels [n] items from position @first on. */
void panel_fixture_label (PanelFixture *self, guint first, guint n, int class);
int panel_fixture_get_label (PanelFixture *self, guint position);
void panel_fixture_select (PanelFixture *self, guint first, guint n);
/* Turns the main loop until @done says so; fails after twenty seconds. */
void panel_fixture_wait (gboolean (*done) (gpointer), gpointer data);
/* The text of the toast that is shown, or NULL. */
const char *panel_fixture_get_toast (PanelFixture *self);
/* Presses its button. */
void panel_fixture_press_toast (PanelFixture *self);
/* The first widget of @type in @root and below, or NULL. */
GtkWidget *panel_fixture_find (GtkWidget *root, GType type);

G_END_DECLS
