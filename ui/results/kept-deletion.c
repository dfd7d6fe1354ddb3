/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-deletion.h. */
#include "ui/results/kept-deletion.h"

#include "graft-config.h"
#include "ui/data/undo-toast.h"

#include <glib/gi18n.h>

/* Shared by the owner and the handlers of the toast; each holds a reference. */
struct _GraftKeptDeletion
{
  GtkWidget *owner;      /* weak */
  GraftProject *project; /* NULL: it has been decided */
  AdwToast *toast;       /* weak */
  guint run;
  GraftKeptUndone undone;
};

static void
deletion_clear (GraftKeptDeletion *self)
{
  g_clear_weak_pointer (&self->owner);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->project);
}

static void
release (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, (GDestroyNotify)deletion_clear);
}

/* For good. */
static void
delete_cb (GraftKeptDeletion *self)
{
  g_autoptr (GraftProject) project = g_steal_pointer (&self->project);

  if (project != NULL)
    graft_project_delete_run (project, self->run);
}

static void
undo_cb (GraftKeptDeletion *self)
{
  if (self->project == NULL)
    return;
  g_clear_object (&self->project);
  if (self->owner != NULL)
    self->undone (self->owner, self->run);
}

static void
connect (GraftKeptDeletion *self, const char *signal, GCallback callback)
{
  g_signal_connect_data (self->toast, signal, callback, g_rc_box_acquire (self), release,
                         G_CONNECT_SWAPPED);
}

GraftKeptDeletion *
graft_kept_deletion_new (GtkWidget *widget,
                         GraftProject *project,
                         const GraftRunInfo *info,
                         GraftKeptUndone undone)
{
  GraftKeptDeletion *self = g_rc_box_new0 (GraftKeptDeletion);
  /* Translators: the title and the seed of a run */
  g_autofree char *text =
      g_strdup_printf (_ ("“%s”, seed %" G_GUINT64_FORMAT ", is deleted"),
                       info->title != NULL ? info->title : "–", info->seed);
  AdwToast *toast = graft_toast_new (text);

  g_set_weak_pointer (&self->owner, widget);
  g_set_weak_pointer (&self->toast, toast);
  self->project = g_object_ref (project);
  self->run = info->id;
  self->undone = undone;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  connect (self, "button-clicked", G_CALLBACK (undo_cb));
  connect (self, "dismissed", G_CALLBACK (delete_cb));
  graft_toast_add (widget, toast);
  return self;
}

guint
graft_kept_deletion_get_run (GraftKeptDeletion *self)
{
  return self->run;
}

void
graft_kept_deletion_undo (GraftKeptDeletion *self)
{
  /* The owner lets go of it meanwhile. */
  g_rc_box_acquire (self);
  undo_cb (self);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  release (self, NULL);
}

void
graft_kept_deletion_free (GraftKeptDeletion *self)
{
  delete_cb (self);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  release (self, NULL);
}
