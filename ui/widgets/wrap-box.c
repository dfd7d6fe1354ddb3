/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See wrap-box.h. */
#include "ui/widgets/wrap-box.h"

#include "ui/widgets/children.h"

#define SPACING 6

struct _GraftWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GraftWrapBox, graft_wrap_box, GTK_TYPE_WIDGET)

void
graft_wrap_box_insert (GraftWrapBox *self, GtkWidget *child, GtkWidget *sibling)
{
  g_return_if_fail (GRAFT_IS_WRAP_BOX (self) && GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), sibling);
}

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* A line of children, from @first up to but without @end. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end;
  int height;
} Line;

static int
width_of (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                      NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width_of (child, width), NULL,
                      &natural, NULL, NULL);
  return natural;
}

/* Takes children while they fit, but one at least; FALSE when none is left. */
static gboolean
next_line (GtkWidget *from, int width, Line *line)
{
  GtkWidget *child = next_visible (from);
  int x = 0;

  *line = (Line){ .first = child, .end = child };
  while (child != NULL)
    {
      int child_width = width_of (child, width);

      if (x > 0 && x + child_width > width)
        break;
      x += child_width + SPACING;
      line->height = MAX (line->height, height_of (child, width));
      child = next_visible (gtk_widget_get_next_sibling (child));
      line->end = child;
    }
  return line->first != NULL;
}

int
graft_wrap_box_get_height (GraftWrapBox *self, int width, guint n_lines)
{
  Line line = { .end = gtk_widget_get_first_child (GTK_WIDGET (self)) };
  int height = 0;

  g_return_val_if_fail (GRAFT_IS_WRAP_BOX (self), 0);

  for (guint i = 0; i < n_lines && next_line (line.end, width, &line); i++)
    height += line.height + (i > 0 ? SPACING : 0);
  return height;
}

static GtkSizeRequestMode
graft_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (widget));
       child != NULL; child = next_visible (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
graft_wrap_box_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = graft_wrap_box_get_height (
        GRAFT_WRAP_BOX (widget), for_size < 0 ? G_MAXINT : for_size, G_MAXUINT);
}

static void
place_line (GtkWidget *widget, const Line *line, int y, int width)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = next_visible (gtk_widget_get_next_sibling (child)))
    {
      int child_width = width_of (child, width), child_height = height_of (child, width);
      GtkAllocation place = { mirrored ? width - x - child_width : x,
                              y + (line->height - child_height) / 2, child_width,
                              child_height };

      gtk_widget_size_allocate (child, &place, -1);
      x += child_width + SPACING;
    }
}

static void
graft_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  Line line = { .end = gtk_widget_get_first_child (widget) };
  int y = 0;

  while (next_line (line.end, width, &line))
    {
      place_line (widget, &line, y, width);
      y += line.height + SPACING;
    }
}

static void
graft_wrap_box_dispose (GObject *object)
{
  graft_widget_remove_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (graft_wrap_box_parent_class)->dispose (object);
}

static void
graft_wrap_box_class_init (GraftWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_wrap_box_dispose;
  widget_class->get_request_mode = graft_wrap_box_get_request_mode;
  widget_class->measure = graft_wrap_box_measure;
  widget_class->size_allocate = graft_wrap_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "wrapbox");
}

static void
graft_wrap_box_init (GraftWrapBox *self)
{
}
