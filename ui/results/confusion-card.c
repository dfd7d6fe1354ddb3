/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See confusion-card.h; counting is in confusion.c, the captions are in results-words.c.
 */
#include "ui/results/confusion-card.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/results/results-words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

struct _GraftConfusionCard
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GraftDomain domain;
  GtkWidget *stack; /* "matrix", "unlabelled" or "waiting" */
  GtkWidget *unlabelled;
  GtkWidget *contents;
  GtkWidget *plot;
  GtkWidget *words;
  GtkWidget *caption;
  GtkWidget *recall_scroller;
  GtkWidget *recall;
  guint n_classes; /* rows of the grid */
};

enum
{
  PROP_DOMAIN = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftConfusionCard, graft_confusion_card, GTK_TYPE_WIDGET)

static const char *const domain_ids[GRAFT_N_DOMAINS] = {
  [GRAFT_SOURCE] = "source",
  [GRAFT_TARGET] = "target",
};

GraftMatrixPlot *
graft_confusion_card_get_plot (GraftConfusionCard *self)
{
  g_return_val_if_fail (GRAFT_IS_CONFUSION_CARD (self), NULL);
  return GRAFT_MATRIX_PLOT (self->plot);
}

const char *
graft_confusion_card_get_mode (GraftConfusionCard *self)
{
  g_return_val_if_fail (GRAFT_IS_CONFUSION_CARD (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

/* ---- the bars ---- */

static GtkWidget *
recall_child (GraftConfusionCard *self, guint row, int column)
{
  return gtk_grid_get_child_at (GTK_GRID (self->recall), column, (int)row);
}

const char *
graft_confusion_card_get_recall (GraftConfusionCard *self, guint class_index)
{
  g_return_val_if_fail (GRAFT_IS_CONFUSION_CARD (self), NULL);

  if (class_index >= self->n_classes)
    return NULL;
  return gtk_label_get_label (GTK_LABEL (recall_child (self, class_index, 2)));
}

static void
add_bar (GraftConfusionCard *self, guint row)
{
  GtkWidget *name = gtk_label_new (NULL), *bar = gtk_level_bar_new ();
  GtkWidget *figure = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 14);
  /* Without its marks the bar has one colour. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), NULL);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (figure), 1);
  gtk_widget_add_css_class (figure, "numeric");
  gtk_grid_attach (GTK_GRID (self->recall), name, 0, (int)row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->recall), bar, 1, (int)row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->recall), figure, 2, (int)row, 1, 1);
}

static void
set_bar (GraftConfusionCard *self,
         guint row,
         const char *name,
         const GraftConfusion *confusion)
{
  GtkWidget *bar = recall_child (self, row, 1);
  guint total = graft_confusion_get_total (confusion, row);
  guint right = graft_confusion_get_right (confusion, row);
  char percent[GRAFT_NUMBER_SIZE];
  g_autofree char *figure = NULL, *spoken = NULL;

  if (total > 0)
    graft_format_percent (percent, (double)right / total, 0);
  else
    g_strlcpy (percent, "–", sizeof percent);
  /* Translators: a percentage, and the numbers it is of: 87 %, 26 of 30 */
  figure = g_strdup_printf (_ ("%s, %u of %u"), percent, right, total);
  /* Translators: a class, then how much of it was recognised */
  spoken = g_strdup_printf (_ ("Class %s: %s"), name, figure);
  gtk_label_set_label (GTK_LABEL (recall_child (self, row, 0)), name);
  gtk_widget_set_tooltip_text (recall_child (self, row, 0), name);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), total > 0 ? (double)right / total : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_label_set_label (GTK_LABEL (recall_child (self, row, 2)), figure);
}

static void
show_recall (GraftConfusionCard *self,
             const GraftConfusion *confusion,
             const char *const *names)
{
  while (self->n_classes > confusion->n_classes)
    gtk_grid_remove_row (GTK_GRID (self->recall), (int)--self->n_classes);
  while (self->n_classes < confusion->n_classes)
    add_bar (self, self->n_classes++);
  for (guint i = 0; i < confusion->n_classes; i++)
    set_bar (self, i, names[i], confusion);
}

/* ---- the matrix ---- */

/* The seed that a map is of: the run it counts from may not have ended. */
static guint64
seed_of (GraftConfusionCard *self, GraftMap *map)
{
  const GraftProgress *progress = graft_run_controller_get_progress (self->controller);
  guint n, run = graft_map_get_run (map);
  const GraftRunResult *const *results =
      graft_run_controller_get_results (self->controller, &n);

  for (guint i = 0; i < n; i++)
    if (results[i]->run == run)
      return results[i]->seed;
  return progress != NULL && progress->run == run ? progress->seed : 0;
}

static void
show_words (GraftConfusionCard *self)
{
  GraftMatrixPlot *plot;
  const char *cell;

  /* The focus leaves the plot once more when the card is taken apart. */
  if (self->plot == NULL)
    return;
  plot = GRAFT_MATRIX_PLOT (self->plot);
  cell = graft_matrix_plot_get_cell_text (plot);
  gtk_label_set_label (GTK_LABEL (self->words),
                       cell != NULL ? cell : graft_matrix_plot_get_summary (plot));
}

static void
show_matrix (GraftConfusionCard *self, GraftMap *map, const GraftConfusion *confusion)
{
  g_autofree const char **names = g_new0 (const char *, confusion->n_classes + 1);
  g_autofree char *caption =
      graft_confusion_get_caption (confusion, self->domain, seed_of (self, map));

  for (guint i = 0; i < confusion->n_classes; i++)
    names[i] = graft_map_get_class_name (map, i);
  graft_matrix_plot_set_counts (GRAFT_MATRIX_PLOT (self->plot), confusion->counts,
                                confusion->n_classes, names);
  gtk_label_set_label (GTK_LABEL (self->caption), caption);
  show_recall (self, confusion, names);
  show_words (self);
}

static const char *
unlabelled_text (GraftConfusionCard *self)
{
  if (self->domain == GRAFT_TARGET)
    return _ ("The target has no labels, so nobody can say which of its items are "
              "mistaken for which. The source has its own matrix.");
  return _ ("The source has no labels, so nobody can say which of its items are "
            "mistaken for which.");
}

static void
show_mode (GraftConfusionCard *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
}

static void
show (GraftConfusionCard *self)
{
  GraftMap *map =
      self->controller != NULL
          ? graft_run_controller_get_map (self->controller, GRAFT_PROJECTION_PCA)
          : NULL;
  g_autoptr (GraftConfusion) confusion = NULL;

  if (map == NULL)
    {
      show_mode (self, "waiting");
      return;
    }
  confusion = graft_confusion_new (map, self->domain);
  gtk_label_set_label (GTK_LABEL (self->unlabelled), unlabelled_text (self));
  show_mode (self, confusion->n > 0 ? "matrix" : "unlabelled");
  if (confusion->n > 0)
    show_matrix (self, map, confusion);
}

static void
map_cb (GraftConfusionCard *self, GraftMap *map)
{
  /* Labels and predictions are the same in every projection. */
  if (graft_map_get_projection (map) == GRAFT_PROJECTION_PCA)
    show (self);
}

void
graft_confusion_card_set_controller (GraftConfusionCard *self,
                                     GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_CONFUSION_CARD (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "map", G_CALLBACK (map_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "reset", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

void
graft_confusion_card_set_stacked (GraftConfusionCard *self, gboolean stacked)
{
  g_return_if_fail (GRAFT_IS_CONFUSION_CARD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->contents),
                                  stacked ? GTK_ORIENTATION_VERTICAL
                                          : GTK_ORIENTATION_HORIZONTAL);
  /* Below the matrix the page scrolls: a second scroller inside would be a trap. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->recall_scroller),
                                  GTK_POLICY_NEVER,
                                  stacked ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

/* ---- life ---- */

static void
set_domain (GraftConfusionCard *self, const char *id)
{
  for (guint i = 0; i < GRAFT_N_DOMAINS; i++)
    if (g_strcmp0 (domain_ids[i], id) == 0 && self->domain != i)
      {
        self->domain = i;
        show (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOMAIN]);
      }
}

static void
graft_confusion_card_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_DOMAIN)
    set_domain (GRAFT_CONFUSION_CARD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_confusion_card_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_DOMAIN)
    g_value_set_static_string (value, domain_ids[GRAFT_CONFUSION_CARD (object)->domain]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_confusion_card_dispose (GObject *object)
{
  GraftConfusionCard *self = GRAFT_CONFUSION_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_CONFUSION_CARD);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_confusion_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/results/confusion-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, unlabelled);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, contents);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, plot);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, words);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, caption);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard,
                                        recall_scroller);
  gtk_widget_class_bind_template_child (widget_class, GraftConfusionCard, recall);
}

static void
graft_confusion_card_class_init (GraftConfusionCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = graft_confusion_card_set_property;
  object_class->get_property = graft_confusion_card_get_property;
  object_class->dispose = graft_confusion_card_dispose;
  g_type_ensure (GRAFT_TYPE_MATRIX_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  properties[PROP_DOMAIN] = g_param_spec_string (
      "domain", NULL, NULL, "target",
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "confusion.domain", "domain");
  bind_template (widget_class);
}

static void
graft_confusion_card_init (GraftConfusionCard *self)
{
  self->domain = GRAFT_TARGET;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->plot, "notify::cell-text", G_CALLBACK (show_words), self,
                           G_CONNECT_SWAPPED);
  show (self);
}
