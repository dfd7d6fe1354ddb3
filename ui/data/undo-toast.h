/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts of the Data page: plain ones, and one that takes back what it tells of. */
#pragma once

#include "engine/graft-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @text as it is, without markup. */
AdwToast *graft_toast_new (const char *text);
/* Takes @toast. It goes unseen unless @widget is inside an AdwToastOverlay. */
void graft_toast_add (GtkWidget *widget, AdwToast *toast);
void graft_toast_show (GtkWidget *widget, const char *text);

/* To be called just before the one edit that @text tells of. The toast comes when the
 * edit is on disk and goes when another one is given, so that its button never takes back
 * something else. */
void graft_undo_toast_expect (GtkWidget *widget, GraftProject *project, const char *text);
/* The same for an edit that is done: comes at once. */
void graft_undo_toast_show (GtkWidget *widget, GraftProject *project, const char *text);

G_END_DECLS
