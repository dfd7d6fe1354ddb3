/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See undo-toast.h. */
#include "ui/data/undo-toast.h"

#include "graft-config.h"

#include <glib/gi18n.h>

AdwToast *
graft_toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

void
graft_toast_add (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

void
graft_toast_show (GtkWidget *widget, const char *text)
{
  graft_toast_add (widget, graft_toast_new (text));
}

/* Shared by the handlers on project and toast; each holds a reference. */
typedef struct
{
  GraftProject *project; /* weak */
  GtkWidget *widget;     /* weak */
  AdwToast *toast;       /* weak */
  char *text;
  guint pending;  /* edits of the project on their way, when last looked */
  gboolean given; /* the edit is one of them, or done */
} UndoToast;

static void
undo_toast_clear (UndoToast *self)
{
  g_clear_weak_pointer (&self->project);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->toast);
  g_free (self->text);
}

static void
release (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, (GDestroyNotify)undo_toast_clear);
}

static void
connect (UndoToast *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_data (object, signal, callback, g_rc_box_acquire (self), release,
                         G_CONNECT_SWAPPED);
}

/* The edit failed, or its toast has gone. */
static void
let_go_cb (UndoToast *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
}

static void
undo_cb (UndoToast *self)
{
  g_autoptr (GraftProject) project =
      self->project != NULL ? g_object_ref (self->project) : NULL;

  let_go_cb (self);
  if (project != NULL)
    graft_project_undo (project);
}

static void
show_toast (UndoToast *self)
{
  AdwToast *toast = graft_toast_new (self->text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_set_weak_pointer (&self->toast, toast);
  connect (self, toast, "button-clicked", G_CALLBACK (undo_cb));
  connect (self, toast, "dismissed", G_CALLBACK (let_go_cb));
  if (self->widget != NULL)
    graft_toast_add (self->widget, toast);
  else
    g_object_unref (toast);
}

/* Another edit has been given: the newest step of undo is not what the text tells of. */
static void
give_way (UndoToast *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  let_go_cb (self);
}

static void
pending_cb (UndoToast *self)
{
  guint before = self->pending;

  self->pending = graft_project_get_pending (self->project);
  if (self->pending > before && self->given)
    give_way (self);
  else if (self->pending > before)
    self->given = TRUE;
  else if (self->pending == 0 && self->given && self->toast == NULL)
    show_toast (self);
}

static UndoToast *
undo_toast_new (GtkWidget *widget, GraftProject *project, const char *text)
{
  UndoToast *self = g_rc_box_new0 (UndoToast);

  g_set_weak_pointer (&self->project, project);
  g_set_weak_pointer (&self->widget, widget);
  self->text = g_strdup (text);
  self->pending = graft_project_get_pending (project);
  connect (self, project, "notify::pending", G_CALLBACK (pending_cb));
  connect (self, project, "failed", G_CALLBACK (let_go_cb));
  return self;
}

void
graft_undo_toast_expect (GtkWidget *widget, GraftProject *project, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && GRAFT_IS_PROJECT (project));
  release (undo_toast_new (widget, project, text), NULL);
}

void
graft_undo_toast_show (GtkWidget *widget, GraftProject *project, const char *text)
{
  UndoToast *self;

  g_return_if_fail (GTK_IS_WIDGET (widget) && GRAFT_IS_PROJECT (project));

  self = undo_toast_new (widget, project, text);
  self->given = TRUE;
  show_toast (self);
  release (self, NULL);
}
