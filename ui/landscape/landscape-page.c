/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See landscape-page.h; a cell is landscape-cell.c, the three questions are questions.c.
 */
#include "ui/landscape/landscape-page.h"

#include "graft-config.h"
#include "ui/landscape/recent-projects.h"
#include "ui/landscape/side-label.h"

#include <glib/gi18n.h>

#define N_CELLS 4

struct _GraftLandscapePage
{
  GraftPage parent_instance;
  GtkWidget *scroller;
  GtkWidget *heading; /* the question, and the button that answers it with an example */
  GtkWidget *grid;
  GtkWidget *column_headings[2];
  GtkWidget *row_headings[2];
  GtkWidget *try_button;
  GtkWidget *try_label;
  GtkWidget *questions_button;
  GtkWidget *questions;
  GtkSizeGroup *sizes;
  GtkWidget *cells[N_CELLS]; /* by row, then column */
};

G_DEFINE_FINAL_TYPE (GraftLandscapePage, graft_landscape_page, GRAFT_TYPE_PAGE)

static const GraftCell order[N_CELLS] = {
  GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED,
  GRAFT_CELL_SOURCE_UNLABELLED_TARGET_LABELLED,
  GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
  GRAFT_CELL_SOURCE_UNLABELLED_TARGET_UNLABELLED,
};

GraftLandscapeCell *
graft_landscape_page_get_cell (GraftLandscapePage *self, GraftCell cell)
{
  g_return_val_if_fail (GRAFT_IS_LANDSCAPE_PAGE (self), NULL);

  for (guint i = 0; i < N_CELLS; i++)
    if (order[i] == cell)
      return GRAFT_LANDSCAPE_CELL (self->cells[i]);
  return NULL;
}

GraftQuestions *
graft_landscape_page_get_questions (GraftLandscapePage *self)
{
  g_return_val_if_fail (GRAFT_IS_LANDSCAPE_PAGE (self), NULL);
  return GRAFT_QUESTIONS (self->questions);
}

/* In one column the cells where something can be done come first. */
static int
stacked_row (GraftLandscapePage *self, guint index)
{
  gboolean useful =
      graft_landscape_cell_is_useful (GRAFT_LANDSCAPE_CELL (self->cells[index]));

  return (int)index + (useful ? 1 : 1 + N_CELLS);
}

/* Two by two with headings, or, in a narrow window, one below the other. */
static void
place_cells (GraftLandscapePage *self, gboolean stacked)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->grid);

  for (guint i = 0; i < N_CELLS; i++)
    {
      GtkLayoutChild *place =
          gtk_layout_manager_get_layout_child (layout, self->cells[i]);

      g_object_set (place, "column", stacked ? 1 : 1 + (int)(i % 2), "row",
                    stacked ? stacked_row (self, i) : 1 + (int)(i / 2), NULL);
      graft_landscape_cell_set_stacked (GRAFT_LANDSCAPE_CELL (self->cells[i]), stacked);
    }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->heading),
                                  stacked ? GTK_ORIENTATION_VERTICAL
                                          : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_set_visible (self->column_headings[i], !stacked);
      gtk_widget_set_visible (self->row_headings[i], !stacked);
    }
}

static void
experiment_cb (GraftLandscapePage *self)
{
  const GraftMethodInfo *method =
      graft_run_controller_get_method (graft_page_get_controller (GRAFT_PAGE (self)));

  for (guint i = 0; i < N_CELLS; i++)
    graft_landscape_cell_set_method (GRAFT_LANDSCAPE_CELL (self->cells[i]), method);
}

static void
show_cell_cb (GraftLandscapePage *self, guint cell)
{
  for (guint i = 0; i < N_CELLS; i++)
    graft_landscape_cell_set_recommended (GRAFT_LANDSCAPE_CELL (self->cells[i]),
                                          order[i] == (GraftCell)cell);
  gtk_widget_child_focus (GTK_WIDGET (graft_landscape_page_get_cell (self, cell)),
                          GTK_DIR_TAB_FORWARD);
}

static void
offer_first_example (GraftLandscapePage *self)
{
  const GraftExampleInfo *example = graft_catalogue_get_example (0);
  g_autofree char *name = NULL, *label = NULL;

  gtk_widget_set_visible (self->try_button, example != NULL);
  if (example == NULL)
    return;
  name = g_strdup_printf (_ ("Try the example “%s”"), _ (example->label));
  /* Translators: on a button; the name of an example follows */
  label = g_strdup_printf (_ ("Try it: %s"), _ (example->label));
  gtk_label_set_label (GTK_LABEL (self->try_label), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->try_button), "s", example->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->try_button), "win.try-example");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->try_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
graft_landscape_page_controller_set (GraftPage *page, GraftRunController *controller)
{
  g_signal_connect_object (controller, "experiment-changed", G_CALLBACK (experiment_cb),
                           page, G_CONNECT_SWAPPED);
  experiment_cb (GRAFT_LANDSCAPE_PAGE (page));
}

static void
graft_landscape_page_project_changed (GraftPage *page, GraftProject *project)
{
  for (guint i = 0; i < N_CELLS; i++)
    graft_landscape_cell_set_has_project (
        GRAFT_LANDSCAPE_CELL (GRAFT_LANDSCAPE_PAGE (page)->cells[i]), project != NULL);
}

static void
graft_landscape_page_narrow_changed (GraftPage *page, gboolean narrow)
{
  place_cells (GRAFT_LANDSCAPE_PAGE (page), narrow);
}

static void
graft_landscape_page_dispose (GObject *object)
{
  g_clear_object (&GRAFT_LANDSCAPE_PAGE (object)->sizes);
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_LANDSCAPE_PAGE);
  G_OBJECT_CLASS (graft_landscape_page_parent_class)->dispose (object);
}

static void
graft_landscape_page_class_init (GraftLandscapePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_landscape_page_dispose;
  GRAFT_PAGE_CLASS (klass)->controller_set = graft_landscape_page_controller_set;
  GRAFT_PAGE_CLASS (klass)->project_changed = graft_landscape_page_project_changed;
  GRAFT_PAGE_CLASS (klass)->narrow_changed = graft_landscape_page_narrow_changed;
  g_type_ensure (GRAFT_TYPE_RECENT_PROJECTS);
  g_type_ensure (GRAFT_TYPE_SIDE_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/landscape/landscape-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage, heading);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage, grid);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage, try_button);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage, try_label);
  gtk_widget_class_bind_template_child (widget_class, GraftLandscapePage,
                                        questions_button);
  gtk_widget_class_bind_template_child_full (
      widget_class, "source_labelled", FALSE,
      G_STRUCT_OFFSET (GraftLandscapePage, column_headings[0]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "source_unlabelled", FALSE,
      G_STRUCT_OFFSET (GraftLandscapePage, column_headings[1]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "target_labelled", FALSE,
      G_STRUCT_OFFSET (GraftLandscapePage, row_headings[0]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "target_unlabelled", FALSE,
      G_STRUCT_OFFSET (GraftLandscapePage, row_headings[1]));
}

static void
graft_landscape_page_init (GraftLandscapePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sizes = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (guint i = 0; i < N_CELLS; i++)
    {
      self->cells[i] = graft_landscape_cell_new (order[i]);
      gtk_size_group_add_widget (self->sizes, self->cells[i]);
      gtk_grid_attach (GTK_GRID (self->grid), self->cells[i], 1 + (int)(i % 2),
                       1 + (int)(i / 2), 1, 1);
    }
  self->questions = graft_questions_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->questions_button), self->questions);
  g_signal_connect_object (self->questions, "show-cell", G_CALLBACK (show_cell_cb), self,
                           G_CONNECT_SWAPPED);
  offer_first_example (self);
}
