/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See seed-table.h. */
#include "ui/results/seed-table.h"

#include "graft-config.h"
#include "ui/widgets/children.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define COLUMN_SPACING 3

struct _GraftSeedTable
{
  GtkWidget parent_instance;
  GtkWidget *headings;
  GtkWidget *list;
  GtkSizeGroup *widths[GRAFT_N_COLUMNS];
  GtkWidget *buttons[GRAFT_N_COLUMNS];
  GtkWidget *arrows[GRAFT_N_COLUMNS];
  guint n_rows;
  GraftColumn sorted;
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (GraftSeedTable, graft_seed_table, GTK_TYPE_WIDGET)

/* What a row is sorted by. */
typedef struct
{
  gboolean is_mean;
  guint run;
  double keys[GRAFT_N_COLUMNS];
} RowKeys;

static const RowKeys *
keys_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "graft-keys");
}

/* ---- order ---- */

/* Unknown figures stand below the known ones in either direction, the mean below all. */
static int
compare_cb (GtkListBoxRow *first, GtkListBoxRow *second, gpointer user_data)
{
  GraftSeedTable *self = user_data;
  const RowKeys *a = keys_of (first), *b = keys_of (second);
  double x = a->keys[self->sorted], y = b->keys[self->sorted];

  if (a->is_mean != b->is_mean)
    return a->is_mean ? 1 : -1;
  if (isnan (x) != isnan (y))
    return isnan (x) ? 1 : -1;
  if (x != y && !isnan (x))
    return (x < y) != self->descending ? -1 : 1;
  return a->run < b->run ? -1 : a->run > b->run;
}

static void
show_order (GraftSeedTable *self)
{
  for (guint i = 0; i < GRAFT_N_COLUMNS; i++)
    {
      gboolean here = self->sorted == i;
      GtkAccessibleSort sort = !here              ? GTK_ACCESSIBLE_SORT_NONE
                               : self->descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                  : GTK_ACCESSIBLE_SORT_ASCENDING;

      gtk_widget_set_visible (self->arrows[i], here);
      gtk_image_set_from_icon_name (GTK_IMAGE (self->arrows[i]), self->descending
                                                                     ? "pan-down-symbolic"
                                                                     : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_SORT, sort, -1);
    }
}

void
graft_seed_table_sort (GraftSeedTable *self, GraftColumn column, gboolean descending)
{
  g_return_if_fail (GRAFT_IS_SEED_TABLE (self) && column < GRAFT_N_COLUMNS);

  self->sorted = column;
  self->descending = descending;
  show_order (self);
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->list));
}

static void
sort_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftSeedTable *self = GRAFT_SEED_TABLE (widget);

  for (guint i = 0; i < GRAFT_N_COLUMNS; i++)
    if (g_str_equal (graft_column_get_id (i), g_variant_get_string (target, NULL)))
      graft_seed_table_sort (self, i, self->sorted == i && !self->descending);
}

/* ---- rows ---- */

static GtkWidget *
make_label (const char *text, gboolean left, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), left ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_cell (GraftColumn column, const GraftCellText *text, gboolean strong)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *below = make_label (text->below, column == GRAFT_COLUMN_SEED, "dim-label");

  gtk_widget_add_css_class (below, "caption");
  gtk_box_append (GTK_BOX (box), make_label (text->main, column == GRAFT_COLUMN_SEED,
                                             strong ? "heading" : NULL));
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_hexpand (box, TRUE);
  /* As far from the edge as the text in the button above. */
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  return box;
}

/* "Seed 1; Source only 56.3, 54.1–58.5; …": the row as a sentence. */
static void
add_words (GString *words, GraftColumn column, const GraftCellText *text)
{
  if (words->len > 0)
    g_string_append (words, "; ");
  if (column == GRAFT_COLUMN_SEED && strcmp (text->below, "") != 0)
    g_string_append_printf (words, "%s, %s", text->main, text->below);
  else
    g_string_append_printf (words, "%s %s", graft_column_get_title (column), text->main);
  if (column != GRAFT_COLUMN_SEED && *text->below != '\0')
    g_string_append_printf (words, ", %s", text->below);
}

static GtkWidget *
make_row (GraftSeedTable *self,
          const GraftRunResult *const *results,
          guint n,
          const GraftRunResult *result)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COLUMN_SPACING);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < GRAFT_N_COLUMNS; i++)
    {
      g_auto (GraftCellText) text = result != NULL
                                        ? graft_column_get_cell (i, result)
                                        : graft_column_get_mean (i, results, n);
      GtkWidget *cell = make_cell (i, &text, result == NULL);

      add_words (words, i, &text);
      gtk_size_group_add_widget (self->widths[i], cell);
      gtk_box_append (GTK_BOX (box), cell);
    }
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
  return row;
}

static void
add_row (GraftSeedTable *self,
         const GraftRunResult *const *results,
         guint n,
         const GraftRunResult *result)
{
  GtkWidget *row = make_row (self, results, n, result);
  RowKeys *keys = g_new0 (RowKeys, 1);

  keys->is_mean = result == NULL;
  keys->run = result != NULL ? result->run : 0;
  for (guint i = 0; result != NULL && i < GRAFT_N_COLUMNS; i++)
    keys->keys[i] = graft_column_get_key (i, result);
  g_object_set_data_full (G_OBJECT (row), "graft-keys", keys, g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
graft_seed_table_set_results (GraftSeedTable *self,
                              const GraftRunResult *const *results,
                              guint n)
{
  GtkListBoxRow *row;

  g_return_if_fail (GRAFT_IS_SEED_TABLE (self));

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  self->n_rows = n;
  for (guint i = 0; i < n; i++)
    add_row (self, results, n, results[i]);
  if (n > 0)
    add_row (self, results, n, NULL);
}

guint
graft_seed_table_get_n_rows (GraftSeedTable *self)
{
  g_return_val_if_fail (GRAFT_IS_SEED_TABLE (self), 0);
  return self->n_rows;
}

const char *
graft_seed_table_get_text (GraftSeedTable *self, guint row, GraftColumn column)
{
  GtkListBoxRow *found;
  GtkWidget *cell;

  g_return_val_if_fail (GRAFT_IS_SEED_TABLE (self), NULL);

  found = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)row);
  if (found == NULL)
    return NULL;
  cell = gtk_widget_get_first_child (gtk_list_box_row_get_child (found));
  for (guint i = 0; i < column; i++)
    cell = gtk_widget_get_next_sibling (cell);
  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (cell)));
}

/* ---- life ---- */

static void
add_heading (GraftSeedTable *self, GraftColumn column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = make_label (graft_column_get_title (column),
                                 column == GRAFT_COLUMN_SEED, "caption-heading");
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name =
      /* Translators: the name of a column of the table */
      g_strdup_printf (_ ("Sort by %s"), graft_column_get_title (column));

  self->buttons[column] = button;
  self->arrows[column] = gtk_image_new_from_icon_name ("pan-up-symbolic");
  if (column == GRAFT_COLUMN_SEED)
    gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->arrows[column]);
  if (column != GRAFT_COLUMN_SEED)
    gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_halign (box,
                         column == GRAFT_COLUMN_SEED ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "graft-small");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, graft_column_get_tooltip (column));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    graft_column_get_id (column));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "seeds.sort");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_box_append (GTK_BOX (self->headings), button);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_ ("No seed has ended yet. Each gets a row here."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  return label;
}

static void
make_list (GraftSeedTable *self)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  self->list = GTK_WIDGET (list);
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_list_box_set_show_separators (list, TRUE);
  gtk_list_box_set_sort_func (list, compare_cb, self, NULL);
  gtk_list_box_set_placeholder (list, make_placeholder ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Seeds"), -1);
}

static void
graft_seed_table_dispose (GObject *object)
{
  GraftSeedTable *self = GRAFT_SEED_TABLE (object);

  graft_widget_remove_children (GTK_WIDGET (self));
  for (guint i = 0; i < GRAFT_N_COLUMNS; i++)
    g_clear_object (&self->widths[i]);
  G_OBJECT_CLASS (graft_seed_table_parent_class)->dispose (object);
}

static void
graft_seed_table_class_init (GraftSeedTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_seed_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "seedtable");
  gtk_widget_class_install_action (widget_class, "seeds.sort", "s", sort_action);
}

static void
graft_seed_table_init (GraftSeedTable *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->headings = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COLUMN_SPACING);
  /* The padding that a row of a list has. */
  gtk_widget_set_margin_start (self->headings, 2);
  gtk_widget_set_margin_end (self->headings, 2);
  gtk_widget_set_parent (self->headings, GTK_WIDGET (self));
  for (guint i = 0; i < GRAFT_N_COLUMNS; i++)
    {
      self->widths[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      add_heading (self, i);
      gtk_size_group_add_widget (self->widths[i], self->buttons[i]);
    }
  make_list (self);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  show_order (self);
}
