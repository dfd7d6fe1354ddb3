/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See set-column.h. */
#include "ui/data/set-column.h"

#include "graft-config.h"
#include "ui/widgets/children.h"
#include "ui/widgets/drop-down.h"

#include <glib/gi18n.h>

struct _GraftSetColumn
{
  GtkWidget parent_instance;
  GraftItemView *view;
  GtkWidget *head;
  GtkWidget *choice;
  GtkWidget *count;
  GtkWidget *grid;
  gboolean choosing; /* the choice follows the view */
};

enum
{
  PROP_VIEW = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftSetColumn, graft_set_column, GTK_TYPE_WIDGET)

GtkWidget *
graft_set_column_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_SET_COLUMN, "view", view, NULL);
}

GraftItemGrid *
graft_set_column_get_grid (GraftSetColumn *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_COLUMN (self), NULL);
  return GRAFT_ITEM_GRID (self->grid);
}

void
graft_set_column_set_head_shown (GraftSetColumn *self, gboolean shown)
{
  g_return_if_fail (GRAFT_IS_SET_COLUMN (self));
  gtk_widget_set_visible (self->head, shown);
}

static void
choice_cb (GraftSetColumn *self)
{
  GraftProjectSet *set = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->choice));

  if (!self->choosing && set != NULL)
    graft_item_view_set_set (self->view, set);
}

static void
count_cb (GraftSetColumn *self)
{
  GraftProjectSet *set = graft_item_view_get_set (self->view);
  g_autofree char *text = NULL;
  gsize n;

  if (set != NULL)
    {
      n = graft_project_set_get_n_items (set);
      text = g_strdup_printf (
          ngettext ("%" G_GSIZE_FORMAT " labelled of %" G_GSIZE_FORMAT,
                    "%" G_GSIZE_FORMAT " labelled of %" G_GSIZE_FORMAT, n),
          graft_project_set_get_n_labelled (set), n);
    }
  gtk_label_set_label (GTK_LABEL (self->count), text != NULL ? text : "");
}

static void
set_cb (GraftSetColumn *self)
{
  GListModel *sets = gtk_drop_down_get_model (GTK_DROP_DOWN (self->choice));
  GraftProjectSet *set = graft_item_view_get_set (self->view);

  self->choosing = TRUE;
  for (guint i = 0; sets != NULL && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) other = g_list_model_get_item (sets, i);

      if (other == set)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), i);
    }
  self->choosing = FALSE;
  count_cb (self);
}

static void
project_cb (GraftSetColumn *self)
{
  GraftProject *project = graft_item_view_get_project (self->view);

  self->choosing = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice),
                           project != NULL ? graft_project_get_sets (project) : NULL);
  self->choosing = FALSE;
  set_cb (self);
}

/* ---- life ---- */

static void
make_head (GraftSetColumn *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->choice = gtk_drop_down_new (
      NULL, gtk_property_expression_new (GRAFT_TYPE_PROJECT_SET, NULL, "name"));
  self->count = gtk_label_new (NULL);
  graft_drop_down_set_name (self->choice, _ ("Data set of this side"));
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->head, "graft-column-head");
  gtk_widget_set_visible (self->head, FALSE);
  gtk_box_append (GTK_BOX (self->head), self->choice);
  gtk_box_append (GTK_BOX (self->head), self->count);
  g_signal_connect_object (self->choice, "notify::selected-item", G_CALLBACK (choice_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
graft_set_column_constructed (GObject *object)
{
  GraftSetColumn *self = GRAFT_SET_COLUMN (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "notify::project", G_CALLBACK (project_cb) },
    { "notify::set", G_CALLBACK (set_cb) },
    { "counts-changed", G_CALLBACK (count_cb) },
  };

  G_OBJECT_CLASS (graft_set_column_parent_class)->constructed (object);
  if (self->view == NULL)
    self->view = graft_item_view_new ();
  make_head (self);
  self->grid = graft_item_grid_new (self->view);
  gtk_widget_set_vexpand (self->grid, TRUE);
  gtk_widget_set_hexpand (self->grid, TRUE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (self->view, links[i].signal, links[i].callback, self,
                             G_CONNECT_SWAPPED);
  project_cb (self);
}

static void
graft_set_column_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    GRAFT_SET_COLUMN (object)->view = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_set_column_dispose (GObject *object)
{
  GraftSetColumn *self = GRAFT_SET_COLUMN (object);

  self->choosing = TRUE;
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_set_column_parent_class)->dispose (object);
}

static void
graft_set_column_class_init (GraftSetColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = graft_set_column_constructed;
  object_class->set_property = graft_set_column_set_property;
  object_class->dispose = graft_set_column_dispose;
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, GRAFT_TYPE_ITEM_VIEW,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
graft_set_column_init (GraftSetColumn *self)
{
}
