/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See landscape-cell.h. Methods and examples come from the catalogue; what a cell is
 * about is in the table below, for the map has four cells whether Graft has methods for
 * them or not. */
#include "ui/landscape/landscape-cell.h"

#include "graft-config.h"
#include "ui/landscape/advice.h"
#include "ui/widgets/children.h"

#include <glib/gi18n.h>

struct _GraftLandscapeCell
{
  GtkWidget parent_instance;
  GraftCell cell;
  guint n_examples;
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *place;
  GtkWidget *idea;
  GtkWidget *reason;
  GtkWidget *list;
  gboolean fits;          /* the open experiment */
  gboolean has_project;   /* is open */
  GPtrArray *use_buttons; /* borrowed */
};

G_DEFINE_FINAL_TYPE (GraftLandscapeCell, graft_landscape_cell, GTK_TYPE_WIDGET)

typedef struct
{
  GraftCell cell;
  const char *title;
  const char *place;
  const char *idea;
} CellText;

static const CellText texts[] = {
  { GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED, N_ ("Fine-tuning, multitask"),
    N_ ("Source labelled, target labelled"),
    N_ ("Start from what a network learnt on much data, and teach it the rest with "
        "yours.") },
  { GRAFT_CELL_SOURCE_UNLABELLED_TARGET_LABELLED, N_ ("Self-taught learning"),
    N_ ("Source not labelled, target labelled"),
    N_ ("Learn building blocks from any pictures, then classify the few that have "
        "labels.") },
  { GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, N_ ("Domain adaptation, zero-shot"),
    N_ ("Source labelled, target not labelled"),
    N_ ("Carry what the source teaches over to data that look different and have no "
        "labels.") },
  { GRAFT_CELL_SOURCE_UNLABELLED_TARGET_UNLABELLED, N_ ("Self-taught clustering"),
    N_ ("Source not labelled, target not labelled"),
    N_ ("Group a small set of items with the help of a large one.") },
};

static const CellText *
text_of (GraftCell cell)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].cell == cell)
      return &texts[i];
  g_return_val_if_reached (&texts[0]);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A tile with a name, a sentence and a button: methods and examples look alike. */
static GtkWidget *
add_tile (GraftLandscapeCell *self,
          const char *name,
          const char *sentence,
          GtkWidget *button)
{
  GtkWidget *tile = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = make_label (sentence, "caption");

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_hexpand (texts_box, TRUE);
  gtk_widget_set_valign (texts_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts_box), make_label (name, "heading"));
  gtk_box_append (GTK_BOX (texts_box), caption);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (tile), texts_box);
  gtk_box_append (GTK_BOX (tile), button);
  gtk_widget_add_css_class (tile, "graft-tile");
  gtk_box_append (GTK_BOX (self->list), tile);
  return tile;
}

static GtkWidget *
make_button (const char *label, const char *name, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_method (GraftLandscapeCell *self, const GraftMethodInfo *method)
{
  g_autofree char *name = g_strdup_printf (_ ("Use %s on my data"), _ (method->label));
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", method->formula, method->paper);
  GtkWidget *button = make_button (_ ("Use"), name, "win.use-method", method->id);
  GtkWidget *tile;

  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_visible (button, FALSE);
  g_ptr_array_add (self->use_buttons, button);
  tile = add_tile (self, _ (method->label), _ (method->summary), button);
  gtk_widget_set_tooltip_text (tile, tooltip);
}

static void
add_example (GraftLandscapeCell *self, const GraftExampleInfo *example)
{
  g_autofree char *name =
      g_strdup_printf (_ ("Try the example “%s”"), _ (example->label));
  GtkWidget *button = make_button (_ ("Try It"), name, "win.try-example", example->id);

  gtk_widget_set_tooltip_text (button,
                               _ ("Opens the example on the Train page and starts it"));
  add_tile (self, _ (example->label), _ (example->description), button);
  self->n_examples++;
}

gboolean
graft_landscape_cell_is_useful (GraftLandscapeCell *self)
{
  g_return_val_if_fail (GRAFT_IS_LANDSCAPE_CELL (self), FALSE);
  return gtk_widget_get_first_child (self->list) != NULL;
}

static void
fill (GraftLandscapeCell *self)
{
  const CellText *text = text_of (self->cell);
  const GraftMethodInfo *method;
  const GraftExampleInfo *example;

  gtk_label_set_label (GTK_LABEL (self->title), _ (text->title));
  gtk_label_set_label (GTK_LABEL (self->place), _ (text->place));
  gtk_label_set_label (GTK_LABEL (self->idea), _ (text->idea));
  /* Examples first: they can be tried at once, and stay above the fold. */
  for (gsize i = 0; (example = graft_catalogue_get_example (i)) != NULL; i++)
    if (example->cell == self->cell)
      add_example (self, example);
  for (gsize i = 0; (method = graft_catalogue_get_method (i)) != NULL; i++)
    if ((method->cells & self->cell) != 0 && (method->flags & GRAFT_METHOD_BASELINE) == 0)
      add_method (self, method);
  /* Room goes to the cells that have something to show in it. */
  gtk_widget_set_vexpand (GTK_WIDGET (self), graft_landscape_cell_is_useful (self));
  gtk_widget_set_visible (self->reason, !graft_landscape_cell_is_useful (self));
  if (!graft_landscape_cell_is_useful (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "vacant");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (text->place), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (text->idea), -1);
}

GraftCell
graft_landscape_cell_get_cell (GraftLandscapeCell *self)
{
  g_return_val_if_fail (GRAFT_IS_LANDSCAPE_CELL (self), 0);
  return self->cell;
}

guint
graft_landscape_cell_get_n_examples (GraftLandscapeCell *self)
{
  g_return_val_if_fail (GRAFT_IS_LANDSCAPE_CELL (self), 0);
  return self->n_examples;
}

static void
set_class (GraftLandscapeCell *self, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

/* There is something that a method could be used on. */
static void
show_use (GraftLandscapeCell *self)
{
  for (guint i = 0; i < self->use_buttons->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->use_buttons, i),
                            self->fits || self->has_project);
}

void
graft_landscape_cell_set_method (GraftLandscapeCell *self, const GraftMethodInfo *method)
{
  gboolean fits = method != NULL && (method->cells & self->cell) != 0;

  g_return_if_fail (GRAFT_IS_LANDSCAPE_CELL (self));

  gtk_widget_set_visible (self->badge, fits);
  set_class (self, "fits", fits);
  self->fits = fits;
  show_use (self);
}

void
graft_landscape_cell_set_has_project (GraftLandscapeCell *self, gboolean has_project)
{
  g_return_if_fail (GRAFT_IS_LANDSCAPE_CELL (self));
  self->has_project = has_project;
  show_use (self);
}

void
graft_landscape_cell_set_stacked (GraftLandscapeCell *self, gboolean stacked)
{
  g_return_if_fail (GRAFT_IS_LANDSCAPE_CELL (self));
  gtk_widget_set_visible (self->place, stacked);
}

void
graft_landscape_cell_set_recommended (GraftLandscapeCell *self, gboolean recommended)
{
  g_return_if_fail (GRAFT_IS_LANDSCAPE_CELL (self));
  set_class (self, "recommended", recommended);
}

static void
graft_landscape_cell_dispose (GObject *object)
{
  GraftLandscapeCell *self = GRAFT_LANDSCAPE_CELL (object);

  g_clear_pointer (&self->use_buttons, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_LANDSCAPE_CELL);
  graft_widget_remove_children (GTK_WIDGET (self));
  G_OBJECT_CLASS (graft_landscape_cell_parent_class)->dispose (object);
}

static void
graft_landscape_cell_class_init (GraftLandscapeCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_landscape_cell_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/landscape/landscape-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, title);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, badge);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, place);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, idea);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, reason);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapeCell, list);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "landscapecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
graft_landscape_cell_init (GraftLandscapeCell *self)
{
  self->use_buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
graft_landscape_cell_new (GraftCell cell)
{
  GraftLandscapeCell *self = g_object_new (GRAFT_TYPE_LANDSCAPE_CELL, NULL);

  self->cell = cell;
  fill (self);
  return GTK_WIDGET (self);
}
