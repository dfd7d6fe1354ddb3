/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-facts.h. Details come a moment after the row; until then, and without one,
 * their lines are left out. */
#include "ui/data/item-facts.h"

#include "graft-config.h"
#include "ui/plot/class-mark.h"
#include "ui/plot/plot-theme.h"
#include "ui/widgets/children.h"

#include <glib/gi18n.h>

typedef enum
{
  LINE_LABEL,
  LINE_SUGGESTION,
  LINE_BY,
  LINE_SPLIT,
  LINE_NOTES,
  LINE_TAGS,
  LINE_GROUP,
  LINE_FILE,
  LINE_SIZE,
  LINE_HASH,
  N_LINES
} Line;

struct _GraftItemFacts
{
  GtkWidget parent_instance;
  GraftProject *project; /* or NULL */
  GraftItemRow *row;     /* or NULL */
  GraftItemDetails *details;
  GCancellable *cancellable; /* while details are looked up */
  GtkWidget *grid;
  GtkWidget *marks[2]; /* of label and suggestion */
  GtkWidget *headings[N_LINES];
  GtkWidget *values[N_LINES];
};

G_DEFINE_FINAL_TYPE (GraftItemFacts, graft_item_facts, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DETAILS,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

const GraftItemDetails *
graft_item_facts_get_details (GraftItemFacts *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_FACTS (self), NULL);
  return self->details;
}

/* ---- lines ---- */

/* @text: (nullable): %NULL or "" leaves the line out */
static void
set_line (GraftItemFacts *self, Line line, const char *text)
{
  const gboolean shown = text != NULL && *text != '\0';

  gtk_label_set_label (GTK_LABEL (self->values[line]), shown ? text : "");
  gtk_widget_set_visible (self->values[line], shown);
  gtk_widget_set_visible (self->headings[line], shown);
  if (line <= LINE_SUGGESTION)
    {
      gtk_widget_set_visible (gtk_widget_get_parent (self->marks[line]), shown);
      gtk_widget_queue_draw (self->marks[line]);
    }
}

static const char *
class_name (GraftItemFacts *self, int class)
{
  GraftProjectSet *set = graft_item_row_get_set (self->row);

  return class >= 0 && (guint) class < graft_project_set_get_n_classes (set)
             ? graft_project_set_get_class_name (set, (guint) class)
             : NULL;
}

static void
show_suggestion (GraftItemFacts *self, const GraftItem *item)
{
  const char *name = class_name (self, item->suggestion);
  g_autofree char *text = name != NULL ? g_strdup_printf (_ ("%s with confidence %.2f"),
                                                          name, (double)item->confidence)
                                       : NULL;

  set_line (self, LINE_SUGGESTION, text);
}

static void
show_notes (GraftItemFacts *self, const GraftItem *item)
{
  const struct
  {
    guint flag;
    const char *text;
  } notes[] = {
    { GRAFT_ITEM_EXCLUDED, _ ("excluded") },
    { GRAFT_ITEM_SUSPECT, _ ("the label is probably wrong") },
    { GRAFT_ITEM_DUPLICATE, _ ("looks like another item") },
    { GRAFT_ITEM_LEAK, _ ("that item is in another split") },
    { GRAFT_ITEM_DISPUTED, _ ("annotators disagree") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    if (item->flags & notes[i].flag)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", notes[i].text);
  if (self->details != NULL && self->details->missing)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            _ ("the file is missing, or is another one now"));
  set_line (self, LINE_NOTES, text->str);
}

static void
show_row (GraftItemFacts *self)
{
  const GraftItem *item = graft_item_row_get_item (self->row);
  const char *label = class_name (self, item->label);
  const char *split = graft_split_get_label (item->split);

  set_line (self, LINE_LABEL, label != NULL ? label : _ ("unlabelled"));
  gtk_widget_set_visible (self->marks[LINE_LABEL], label != NULL);
  show_suggestion (self, item);
  set_line (self, LINE_SPLIT, split);
  show_notes (self, item);
}

static char *
dup_by (const GraftItemDetails *details)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *date = NULL;

  if (details->annotator == NULL)
    return NULL;
  if (details->labelled > 0)
    time = g_date_time_new_from_unix_local (details->labelled);
  if (time == NULL)
    return g_strdup (details->annotator);
  date = g_date_time_format (time, "%x %H:%M");
  return g_strdup_printf ("%s\n%s", details->annotator, date);
}

static void
show_file (GraftItemFacts *self)
{
  const GraftItemDetails *details = self->details;
  g_autofree char *bytes = g_format_size (details->bytes);
  g_autofree char *size = NULL, *hash = NULL;

  if (details->width > 0)
    size = g_strdup_printf (_ ("%u × %u pixels\n%s"), details->width, details->height,
                            bytes);
  if (details->hash != NULL)
    hash = g_strndup (details->hash, 12);
  set_line (self, LINE_FILE, details->file);
  set_line (self, LINE_SIZE, size != NULL ? size : bytes);
  set_line (self, LINE_HASH, hash);
  gtk_widget_set_tooltip_text (self->values[LINE_HASH], details->hash);
}

static void
show_details (GraftItemFacts *self)
{
  const GraftItemDetails *details = self->details;
  g_autofree char *tags = NULL, *by = NULL;

  if (details == NULL)
    {
      const Line lines[] = { LINE_BY,   LINE_TAGS, LINE_GROUP,
                             LINE_FILE, LINE_SIZE, LINE_HASH };

      for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
        set_line (self, lines[i], NULL);
      return;
    }
  by = dup_by (details);
  tags = details->tags != NULL ? g_strjoinv (", ", details->tags) : NULL;
  set_line (self, LINE_BY, by);
  set_line (self, LINE_TAGS, tags);
  set_line (self, LINE_GROUP, details->group);
  show_file (self);
}

char *
graft_item_facts_dup_text (GraftItemFacts *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (GRAFT_IS_ITEM_FACTS (self), NULL);

  for (guint i = 0; i < N_LINES; i++)
    if (gtk_widget_get_visible (self->values[i]))
      g_string_append_printf (text, "%s: %s\n",
                              gtk_label_get_label (GTK_LABEL (self->headings[i])),
                              gtk_label_get_label (GTK_LABEL (self->values[i])));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- looking up ---- */

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftItemFacts) self = user_data;
  g_autoptr (GError) error = NULL;
  GraftItemDetails *details =
      graft_project_get_details_finish (GRAFT_PROJECT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->row == NULL)
    {
      g_clear_pointer (&details, graft_item_details_free);
      return;
    }
  if (details != NULL)
    graft_item_row_set_name (self->row, details->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->details, graft_item_details_free);
  self->details = details;
  show_notes (self, graft_item_row_get_item (self->row));
  show_details (self);
  g_signal_emit (self, signals[SIGNAL_DETAILS], 0);
}

static void
drop_lookup (GraftItemFacts *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
look_up (GraftItemFacts *self)
{
  drop_lookup (self);
  if (self->project == NULL || self->row == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  graft_project_get_details_async (self->project, graft_item_row_get_id (self->row),
                                   self->cancellable, details_cb, g_object_ref (self));
}

/* A label brings who gave it. The name of the file, which comes from here, does not. */
static void
changed_cb (GraftItemFacts *self)
{
  show_row (self);
  if (self->cancellable == NULL)
    look_up (self);
}

void
graft_item_facts_set_row (GraftItemFacts *self, GraftProject *project, GraftItemRow *row)
{
  g_return_if_fail (GRAFT_IS_ITEM_FACTS (self));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, changed_cb, self);
  drop_lookup (self);
  g_clear_pointer (&self->details, graft_item_details_free);
  g_set_object (&self->project, project);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_row (self);
  show_details (self);
  look_up (self);
}

/* ---- life ---- */

static void
draw_mark_cb (
    GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  GraftItemFacts *self = user_data;
  const gboolean suggested = GTK_WIDGET (area) == self->marks[LINE_SUGGESTION];
  const GraftItem *item;
  GraftPlotStyle style;
  int class;

  if (self->row == NULL)
    return;
  item = graft_item_row_get_item (self->row);
  class = suggested ? item->suggestion : item->label;
  if (class < 0)
    return;
  graft_plot_style_init_for_widget (&style, GTK_WIDGET (area));
  graft_class_mark_draw (cr, &style, class,
                         suggested ? GRAFT_CLASS_MARK_DASHED : GRAFT_CLASS_MARK_SOLID,
                         width / 2.0, height / 2.0, 6);
}

static GtkWidget *
add_mark (GraftItemFacts *self, GtkWidget *value, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->marks[i] = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->marks[i]), 16);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->marks[i]), 16);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->marks[i]), draw_mark_cb, self,
                                  NULL);
  gtk_widget_set_valign (self->marks[i], GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->marks[i]);
  gtk_box_append (GTK_BOX (box), value);
  return box;
}

static void
add_line (GraftItemFacts *self, guint i, const char *heading)
{
  GtkWidget *value = gtk_label_new (NULL), *label = gtk_label_new (heading);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), i >= LINE_FILE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  if (i == LINE_LABEL)
    gtk_widget_add_css_class (value, "heading");
  self->headings[i] = label;
  self->values[i] = value;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (self->grid), label);
  gtk_box_append (GTK_BOX (self->grid),
                  i <= LINE_SUGGESTION ? add_mark (self, value, i) : value);
  gtk_widget_set_margin_bottom (value, 6);
}

static void
graft_item_facts_dispose (GObject *object)
{
  GraftItemFacts *self = GRAFT_ITEM_FACTS (object);

  graft_item_facts_set_row (self, NULL, NULL);
  graft_widget_remove_children (GTK_WIDGET (self));
  G_OBJECT_CLASS (graft_item_facts_parent_class)->dispose (object);
}

static void
graft_item_facts_class_init (GraftItemFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = graft_item_facts_dispose;
  signals[SIGNAL_DETAILS] =
      g_signal_new ("details", GRAFT_TYPE_ITEM_FACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
graft_item_facts_init (GraftItemFacts *self)
{
  const char *headings[N_LINES] = {
    [LINE_LABEL] = _ ("Label"),    [LINE_SUGGESTION] = _ ("Suggestion"),
    [LINE_BY] = _ ("Labelled by"), [LINE_SPLIT] = _ ("Split"),
    [LINE_NOTES] = _ ("Notes"),    [LINE_TAGS] = _ ("Tags"),
    [LINE_GROUP] = _ ("Group"),    [LINE_FILE] = _ ("File"),
    [LINE_SIZE] = _ ("Size"),      [LINE_HASH] = _ ("Content hash"),
  };

  self->grid = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < N_LINES; i++)
    add_line (self, i, headings[i]);
}
