/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-row.h; the words are in kept-words.c. */
#include "ui/results/kept-row.h"

#include "graft-config.h"
#include "ui/results/kept-words.h"

#include <glib/gi18n.h>

struct _GraftKeptRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *contents;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *state;
  GtkWidget *figures;
  GtkWidget *target;
  GtkWidget *twin;
  GtkWidget *buttons;
  GtkWidget *spacer;
  GtkWidget *resume;
  GtkWidget *open;
  GtkWidget *watch;
  GtkWidget *more;
  guint run;
  char *text;
  int menu; /* what is in the menu, or −1 before the first */
};

enum
{
  MENU_HASH = 1 << 0,
  MENU_DELETE = 1 << 1,
};

G_DEFINE_FINAL_TYPE (GraftKeptRow, graft_kept_row, GTK_TYPE_LIST_BOX_ROW)

guint
graft_kept_row_get_run (GraftKeptRow *self)
{
  g_return_val_if_fail (GRAFT_IS_KEPT_ROW (self), 0);
  return self->run;
}

const char *
graft_kept_row_get_text (GraftKeptRow *self)
{
  g_return_val_if_fail (GRAFT_IS_KEPT_ROW (self), NULL);
  return self->text;
}

gboolean
graft_kept_row_get_can_resume (GraftKeptRow *self)
{
  g_return_val_if_fail (GRAFT_IS_KEPT_ROW (self), FALSE);
  return gtk_widget_get_visible (self->resume);
}

/* ---- the menu ---- */

static void
add_item (GMenu *menu, const char *label, const char *action, guint run)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", run);
  g_menu_append_item (menu, item);
}

/* Made anew only when something else is in it: it may be open. */
static void
fill_menu (GraftKeptRow *self, int what)
{
  g_autoptr (GMenu) menu = NULL;

  if (self->menu == what)
    return;
  self->menu = what;
  menu = g_menu_new ();
  if (what & MENU_HASH)
    add_item (menu, _ ("_Copy the Hash of Its Weights"), "kept.copy-hash", self->run);
  if (what & MENU_DELETE)
    add_item (menu, _ ("_Delete"), "kept.delete", self->run);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->more), G_MENU_MODEL (menu));
  gtk_widget_set_visible (self->more, what != 0);
}

static void
secondary_cb (GraftKeptRow *self)
{
  if (gtk_widget_get_visible (self->more))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->more));
}

/* ---- what is shown ---- */

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
set_name (GtkWidget *button, const char *format, const char *title)
{
  g_autofree char *name = g_strdup_printf (format, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_state (GraftKeptRow *self, const GraftRunInfo *info, gboolean running)
{
  gtk_label_set_label (GTK_LABEL (self->state), graft_kept_state_text (info, running));
  if (running)
    gtk_widget_add_css_class (self->state, "graft-badge");
  else
    gtk_widget_remove_css_class (self->state, "graft-badge");
}

/* Names of buttons say whose they are: a list of runs is a list of the same buttons. */
static void
name_buttons (GraftKeptRow *self, const char *title)
{
  /* Translators: the title of a run that was interrupted */
  set_name (self->resume, _ ("Go on with the run “%s”"), title);
  /* Translators: the title of a run */
  set_name (self->open, _ ("Open the run “%s”"), title);
  /* Translators: the title of a run */
  set_name (self->watch, _ ("Watch the run “%s”"), title);
  /* Translators: the title of a run */
  set_name (self->more, _ ("More about the run “%s”"), title);
}

static void
set_stacked (GraftKeptRow *self, gboolean stacked)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->contents),
                                  stacked ? GTK_ORIENTATION_VERTICAL
                                          : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->contents), stacked ? 6 : 12);
  gtk_widget_set_visible (self->spacer, !stacked);
  gtk_label_set_xalign (GTK_LABEL (self->state), stacked ? 0 : 1);
}

void
graft_kept_row_show (GraftKeptRow *self,
                     const GraftRunInfo *info,
                     const GraftKeptLook *look)
{
  g_autofree char *facts = graft_kept_facts_text (info, look->now);
  g_autofree char *target = graft_kept_target_text (info);
  g_autofree char *twin = graft_kept_twin_text (info);
  /* The translation of nothing is not nothing. */
  const char *title = info->title != NULL && *info->title != '\0' ? _ (info->title) : "–";

  g_return_if_fail (GRAFT_IS_KEPT_ROW (self) && info->id == self->run);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, title);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  show_state (self, info, look->running);
  set_text (self->target, target);
  set_text (self->twin, twin);
  gtk_widget_set_visible (self->resume,
                          info->resumable && look->writable && !look->running);
  gtk_widget_set_visible (self->open, !look->running);
  gtk_widget_set_visible (self->watch, look->running);
  fill_menu (self, (info->hash != NULL ? MENU_HASH : 0) |
                       (look->writable && !look->running ? MENU_DELETE : 0));
  name_buttons (self, title);
  set_stacked (self, look->stacked);
  g_free (self->text);
  self->text = g_strdup_printf ("%s · %s · %s · %s · %s", title, facts,
                                graft_kept_state_text (info, look->running),
                                target != NULL ? target : "–", twin != NULL ? twin : "–");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->text, -1);
}

/* ---- life ---- */

static void
graft_kept_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_KEPT_ROW);
  G_OBJECT_CLASS (graft_kept_row_parent_class)->dispose (object);
}

static void
graft_kept_row_finalize (GObject *object)
{
  g_free (GRAFT_KEPT_ROW (object)->text);
  G_OBJECT_CLASS (graft_kept_row_parent_class)->finalize (object);
}

static void
graft_kept_row_class_init (GraftKeptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_kept_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = graft_kept_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/results/kept-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, contents);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, title);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, facts);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, state);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, figures);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, target);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, twin);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, spacer);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, resume);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, open);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, watch);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRow, more);
}

static void
graft_kept_row_init (GraftKeptRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
graft_kept_row_align (GraftKeptRow *self, GtkSizeGroup *const columns[GRAFT_KEPT_COLUMNS])
{
  GtkWidget *const widgets[GRAFT_KEPT_COLUMNS] = { self->state, self->figures,
                                                   self->buttons };

  for (guint i = 0; i < GRAFT_KEPT_COLUMNS; i++)
    gtk_size_group_add_widget (columns[i], widgets[i]);
}

GtkWidget *
graft_kept_row_new (guint run)
{
  GraftKeptRow *self = g_object_new (GRAFT_TYPE_KEPT_ROW, NULL);
  GVariant *target = g_variant_ref_sink (g_variant_new_uint32 (run));

  self->run = run;
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->resume), target);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->open), target);
  g_variant_unref (target);
  return GTK_WIDGET (self);
}
