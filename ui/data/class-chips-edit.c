/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the menu of a chip does with its class. */
#include "graft-config.h"
#include "ui/data/class-chips-private.h"
#include "ui/data/undo-toast.h"

#include <glib/gi18n.h>
#include <string.h>

static GraftProject *
project_of (GraftClassChips *self)
{
  return graft_view_panel_get_project (GRAFT_VIEW_PANEL (self));
}

static GraftProjectSet *
set_of (GraftClassChips *self)
{
  return graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));
}

static gboolean
has_chosen (GraftClassChips *self)
{
  GraftProjectSet *set = set_of (self);

  return set != NULL && self->chosen < graft_project_set_get_n_classes (set);
}

static const char *
name_of (GraftClassChips *self, guint class)
{
  return graft_project_set_get_class_name (set_of (self), class);
}

void
graft_class_chips_popup (GraftClassChips *self, GtkWidget *popover)
{
  GraftClassChip *chip = graft_class_chips_get_chip (self, self->chosen);
  graphene_rect_t bounds;

  if (chip == NULL ||
      !gtk_widget_compute_bounds (GTK_WIDGET (chip), GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (
      GTK_POPOVER (popover),
      &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
                       (int)bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* ---- names ---- */

gboolean
graft_class_chips_check_name (GraftClassChips *self,
                              const char *name,
                              int class,
                              char **reason)
{
  GraftProjectSet *set = set_of (self);
  int found;

  if (set == NULL || *name == '\0')
    return FALSE;
  found = graft_project_set_find_class (set, name);
  if (found == GRAFT_CLASS_NONE || found == class)
    return TRUE;
  *reason = g_strdup_printf (_ ("There is a class “%s” already."), name);
  return FALSE;
}

gboolean
graft_class_chips_rename (GraftClassChips *self, guint class, const char *name)
{
  g_autofree char *trimmed = NULL, *reason = NULL;

  g_return_val_if_fail (GRAFT_IS_CLASS_CHIPS (self) && set_of (self) != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (name));
  if (!graft_class_chips_check_name (self, trimmed, (int)class, &reason))
    return FALSE;
  if (strcmp (trimmed, name_of (self, class)) != 0)
    graft_project_rename_class (project_of (self), set_of (self), class, trimmed);
  return TRUE;
}

static void
rename_cb (GraftClassChips *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->rename_entry));

  if (has_chosen (self) && graft_class_chips_rename (self, self->chosen, name))
    gtk_popover_popdown (GTK_POPOVER (self->rename_popover));
}

static void
rename_changed_cb (GraftClassChips *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rename_entry))));
  g_autofree char *reason = NULL;
  gboolean good = graft_class_chips_check_name (self, name, (int)self->chosen, &reason);

  gtk_widget_set_sensitive (self->rename_button, good);
  gtk_widget_set_tooltip_text (self->rename_entry, reason);
  if (reason != NULL)
    gtk_widget_add_css_class (self->rename_entry, "error");
  else
    gtk_widget_remove_css_class (self->rename_entry, "error");
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);

  if (!has_chosen (self))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->rename_entry), name_of (self, self->chosen));
  graft_class_chips_popup (self, self->rename_popover);
  gtk_widget_grab_focus (self->rename_entry);
}

/* ---- merging ---- */

void
graft_class_chips_merge (GraftClassChips *self, guint from, guint into)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GRAFT_IS_CLASS_CHIPS (self) && set_of (self) != NULL);
  g_return_if_fail (from != into);

  text = g_strdup_printf (_ ("“%s” became “%s”"), name_of (self, from),
                          name_of (self, into));
  graft_undo_toast_expect (GTK_WIDGET (self), project_of (self), text);
  graft_project_merge_classes (project_of (self), set_of (self), from, into);
}

/* The list leaves the class itself out. */
static void
merge_cb (GraftClassChips *self)
{
  guint into = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->merge_into));

  gtk_popover_popdown (GTK_POPOVER (self->merge_popover));
  if (!has_chosen (self) || into == GTK_INVALID_LIST_POSITION)
    return;
  into += into >= self->chosen;
  if (into < graft_project_set_get_n_classes (set_of (self)))
    graft_class_chips_merge (self, self->chosen, into);
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);
  g_autoptr (GtkStringList) others = gtk_string_list_new (NULL);
  g_autofree char *words = NULL;

  if (!has_chosen (self))
    return;
  for (guint i = 0; i < graft_project_set_get_n_classes (set_of (self)); i++)
    if (i != self->chosen)
      gtk_string_list_append (others, name_of (self, i));
  words = g_strdup_printf (_ ("All items of “%s” become items of:"),
                           name_of (self, self->chosen));
  gtk_label_set_label (GTK_LABEL (self->merge_words), words);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->merge_into), G_LIST_MODEL (others));
  graft_class_chips_popup (self, self->merge_popover);
}

/* ---- the rest of the menu ---- */

static void
move_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);
  gboolean left = g_str_equal (name, "classes.move-left");

  if (!has_chosen (self) || (left && self->chosen == 0) ||
      (!left && self->chosen + 1 >= graft_project_set_get_n_classes (set_of (self))))
    return;
  graft_project_move_class (project_of (self), set_of (self), self->chosen,
                            left ? self->chosen - 1 : self->chosen + 1);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);
  g_autofree char *text = NULL;
  gsize n;

  if (!has_chosen (self))
    return;
  n = graft_project_set_get_class_count (set_of (self), self->chosen);
  if (n > 0)
    text = g_strdup_printf (ngettext ("“%s” was deleted; %lu item has no label now",
                                      "“%s” was deleted; %lu items have no label now", n),
                            name_of (self, self->chosen), (unsigned long)n);
  else
    text = g_strdup_printf (_ ("“%s” was deleted"), name_of (self, self->chosen));
  graft_undo_toast_expect (widget, project_of (self), text);
  graft_project_delete_class (project_of (self), set_of (self), self->chosen);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);
  GraftItemView *view = graft_view_panel_get_view (GRAFT_VIEW_PANEL (self));
  GraftItemFilter filter = {
    .show = GRAFT_SHOW_ALL, .class = (int)self->chosen, .suggestion = -1, .split = -1
  };

  if (!has_chosen (self))
    return;
  graft_item_view_set_filter (view, &filter);
  if (g_str_equal (name, "classes.select-all"))
    graft_item_view_select_all (view);
}

/* "u", the id of the set whose classes this one has not all. */
static void
take_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);
  GListModel *sets =
      project_of (self) ? graft_project_get_sets (project_of (self)) : NULL;

  for (guint i = 0; sets != NULL && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) other = g_list_model_get_item (sets, i);

      if (graft_project_set_get_id (other) == g_variant_get_uint32 (target) &&
          set_of (self) != NULL)
        graft_project_copy_classes (project_of (self), set_of (self), other);
    }
}

void
graft_class_chips_update_actions (GraftClassChips *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GraftProjectSet *set = set_of (self);
  guint n = set != NULL ? graft_project_set_get_n_classes (set) : 0;
  gboolean editable = graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self));

  gtk_widget_action_set_enabled (widget, "classes.rename", editable);
  gtk_widget_action_set_enabled (widget, "classes.merge", editable && n > 1);
  gtk_widget_action_set_enabled (widget, "classes.move-left",
                                 editable && self->chosen > 0);
  gtk_widget_action_set_enabled (widget, "classes.move-right",
                                 editable && self->chosen + 1 < n);
  gtk_widget_action_set_enabled (widget, "classes.delete", editable);
}

void
graft_class_chips_bind_edit (GtkWidgetClass *widget_class)
{
  const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "classes.rename", rename_action },   { "classes.merge", merge_action },
    { "classes.move-left", move_action },  { "classes.move-right", move_action },
    { "classes.delete", delete_action },   { "classes.show-only", show_action },
    { "classes.select-all", show_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL,
                                     actions[i].activate);
  gtk_widget_class_install_action (widget_class, "classes.take", "u", take_action);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, menu);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, rename_entry);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, rename_button);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, merge_popover);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, merge_words);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, merge_into);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}
