/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-runs.h. The list is read on a worker, again and again while the card is on
 * screen and the project changes; rows are kept and only brought up to date, so that the
 * focus and an open menu stay with their run. */
#include "ui/results/kept-runs.h"

#include "graft-config.h"
#include "ui/results/kept-deletion.h"
#include "ui/widgets/children.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

/* Rows that are made at first, and with each press of Show More. */
#define ROWS_AT_ONCE 40
/* Milliseconds between two readings: small epochs leave many checkpoints a second. */
#define REST 250

struct _GraftKeptRuns
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GraftProject *project; /* or NULL */
  GPtrArray *runs;       /* GraftRunInfo as they were read, newest first; or NULL */
  GPtrArray *deletions;  /* GraftKeptDeletion, not all of them decided */
  gboolean reading;
  gboolean stale;
  guint rest; /* source id */
  guint n_rows;
  gboolean stacked;
  GtkWidget *stack;
  GtkWidget *failure;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *more;
  GtkSizeGroup *columns[GRAFT_KEPT_COLUMNS];
};

enum
{
  PROP_N_RUNS = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftKeptRuns, graft_kept_runs, GTK_TYPE_WIDGET)

static gboolean
is_deleted (GraftKeptRuns *self, guint run)
{
  for (guint i = 0; i < self->deletions->len; i++)
    if (graft_kept_deletion_get_run (self->deletions->pdata[i]) == run)
      return TRUE;
  return FALSE;
}

static const GraftRunInfo *
find_run (GraftKeptRuns *self, guint run)
{
  for (guint i = 0; self->runs != NULL && i < self->runs->len; i++)
    if (((const GraftRunInfo *)self->runs->pdata[i])->id == run)
      return self->runs->pdata[i];
  return NULL;
}

guint
graft_kept_runs_get_n (GraftKeptRuns *self)
{
  guint n = 0;

  g_return_val_if_fail (GRAFT_IS_KEPT_RUNS (self), 0);
  for (guint i = 0; self->runs != NULL && i < self->runs->len; i++)
    n += !is_deleted (self, ((const GraftRunInfo *)self->runs->pdata[i])->id);
  return n;
}

GraftKeptRow *
graft_kept_runs_get_row (GraftKeptRuns *self, guint index)
{
  g_return_val_if_fail (GRAFT_IS_KEPT_RUNS (self), NULL);
  return (GraftKeptRow *)gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                                        (int)index);
}

const char *
graft_kept_runs_get_mode (GraftKeptRuns *self)
{
  g_return_val_if_fail (GRAFT_IS_KEPT_RUNS (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

/* ---- what is shown ---- */

static void
show_mode (GraftKeptRuns *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
}

/* The row of @run at @index; rows before it that have no run any more go. Ids only fall
 * from one row to the next. */
static GraftKeptRow *
need_row (GraftKeptRuns *self, guint index, guint run)
{
  GraftKeptRow *row;
  GtkWidget *made;

  while ((row = graft_kept_runs_get_row (self, index)) != NULL &&
         graft_kept_row_get_run (row) > run)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  if (row != NULL && graft_kept_row_get_run (row) == run)
    return row;
  made = graft_kept_row_new (run);
  graft_kept_row_align (GRAFT_KEPT_ROW (made), self->columns);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), made, (int)index);
  return GRAFT_KEPT_ROW (made);
}

static guint
show_rows (GraftKeptRuns *self)
{
  const guint running =
      self->controller != NULL ? graft_run_controller_get_kept_run (self->controller) : 0;
  GraftKeptLook look = { .now = g_get_real_time () / G_USEC_PER_SEC,
                         .writable = self->project != NULL &&
                                     !graft_project_get_read_only (self->project),
                         .stacked = self->stacked };
  GraftKeptRow *row;
  guint n = 0;

  for (guint i = 0; self->runs != NULL && i < self->runs->len && n < self->n_rows; i++)
    {
      const GraftRunInfo *info = self->runs->pdata[i];

      if (is_deleted (self, info->id))
        continue;
      look.running = info->id == running;
      graft_kept_row_show (need_row (self, n++, info->id), info, &look);
    }
  while ((row = graft_kept_runs_get_row (self, n)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  return n;
}

static void
show (GraftKeptRuns *self)
{
  const guint n = show_rows (self);

  gtk_widget_set_visible (self->more, n < graft_kept_runs_get_n (self));
  if (self->runs != NULL)
    show_mode (self, n > 0 ? "list" : "empty");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNS]);
}

/* ---- reading ---- */

static void refresh (GraftKeptRuns *self);

/* Those that are out of the file need not be hidden any more. */
static void
forget_deletions (GraftKeptRuns *self)
{
  for (guint i = self->deletions->len; i-- > 0;)
    if (find_run (self, graft_kept_deletion_get_run (self->deletions->pdata[i])) == NULL)
      g_ptr_array_remove_index (self->deletions, i);
}

static void
take_runs (GraftKeptRuns *self, GPtrArray *runs, const GError *error)
{
  if (runs == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->failure), error->message);
      show_mode (self, "failed");
      return;
    }
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = g_ptr_array_ref (runs);
  forget_deletions (self);
  show (self);
}

static void
list_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *runs = graft_project_list_runs (*(GraftProject **)data, &error);

  if (runs != NULL)
    g_task_return_pointer (task, runs, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftKeptRuns) self = user_data;
  GraftProject **asked = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean wanted = self->project != NULL && *asked == self->project;

  self->reading = FALSE;
  if (wanted)
    take_runs (self, runs, error);
  /* Here, because the last one to let go of the task may be its thread. */
  g_clear_object (asked);
  if (self->stale)
    refresh (self);
}

static void
read_runs (GraftKeptRuns *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, listed_cb, g_object_ref (self));
  GraftProject **asked = g_new (GraftProject *, 1);

  *asked = g_object_ref (self->project);
  g_task_set_source_tag (task, read_runs);
  g_task_set_task_data (task, asked, g_free);
  self->stale = FALSE;
  self->reading = TRUE;
  g_task_run_in_thread (task, list_worker);
}

static gboolean
rested_cb (gpointer user_data)
{
  GraftKeptRuns *self = user_data;

  self->rest = 0;
  if (self->stale)
    refresh (self);
  return G_SOURCE_REMOVE;
}

/* Soon, if it is seen; else when it is. */
static void
refresh (GraftKeptRuns *self)
{
  self->stale = TRUE;
  if (self->project == NULL || self->reading || self->rest != 0 ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->rest = g_timeout_add (REST, rested_cb, self);
  read_runs (self);
}

static void
pending_cb (GraftKeptRuns *self)
{
  if (graft_project_get_pending (self->project) == 0)
    refresh (self);
}

static void
graft_kept_runs_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (graft_kept_runs_parent_class)->map (widget);
  refresh (GRAFT_KEPT_RUNS (widget));
}

/* ---- commands ---- */

static void
undone_cb (gpointer owner, guint run)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (owner);

  for (guint i = 0; i < self->deletions->len; i++)
    if (graft_kept_deletion_get_run (self->deletions->pdata[i]) == run)
      {
        g_ptr_array_remove_index (self->deletions, i);
        break;
      }
  show (self);
}

/* The focus was in a row that has gone: its neighbour is the next best. */
static void
focus_near (GraftKeptRuns *self, guint index)
{
  GraftKeptRow *row = graft_kept_runs_get_row (self, index);

  if (row == NULL && index > 0)
    row = graft_kept_runs_get_row (self, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static guint
find_row (GraftKeptRuns *self, guint run)
{
  GraftKeptRow *row;
  guint i = 0;

  while ((row = graft_kept_runs_get_row (self, i)) != NULL &&
         graft_kept_row_get_run (row) != run)
    i++;
  return i;
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (widget);
  const guint run = g_variant_get_uint32 (target);
  const GraftRunInfo *info = find_run (self, run);
  guint index;

  if (info == NULL || is_deleted (self, run) ||
      graft_project_get_read_only (self->project) ||
      (self->controller != NULL &&
       graft_run_controller_get_kept_run (self->controller) == run))
    return;
  g_ptr_array_add (self->deletions,
                   graft_kept_deletion_new (widget, self->project, info, undone_cb));
  index = find_row (self, run);
  show (self);
  focus_near (self, index);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (widget);

  for (guint i = 0; i < self->deletions->len; i++)
    if (graft_kept_deletion_get_run (self->deletions->pdata[i]) ==
        g_variant_get_uint32 (target))
      {
        graft_kept_deletion_undo (self->deletions->pdata[i]);
        return;
      }
}

static void
copy_hash_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (widget);
  const GraftRunInfo *info = find_run (self, g_variant_get_uint32 (target));

  if (info == NULL || info->hash == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), info->hash);
  if (self->controller != NULL)
    g_signal_emit_by_name (self->controller, "message",
                           _ ("The hash is on the clipboard"));
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (widget);
  const guint first = self->n_rows;

  self->n_rows += ROWS_AT_ONCE;
  show (self);
  focus_near (self, first);
}

/* ---- what it is told ---- */

void
graft_kept_runs_set_controller (GraftKeptRuns *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_KEPT_RUNS (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "notify::state", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}

static void
let_go (GraftKeptRuns *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_ptr_array_set_size (self->deletions, 0);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_object (&self->project);
}

void
graft_kept_runs_set_project (GraftKeptRuns *self, GraftProject *project)
{
  g_return_if_fail (GRAFT_IS_KEPT_RUNS (self));

  if (self->project == project)
    return;
  let_go (self);
  self->n_rows = ROWS_AT_ONCE;
  show (self);
  show_mode (self, "waiting");
  if (project != NULL)
    {
      self->project = g_object_ref (project);
      g_signal_connect_object (project, "notify::pending", G_CALLBACK (pending_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), project != NULL);
  refresh (self);
}

void
graft_kept_runs_set_stacked (GraftKeptRuns *self, gboolean stacked)
{
  g_return_if_fail (GRAFT_IS_KEPT_RUNS (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  /* The page scrolls: in a narrow window a second scroller inside would be a trap. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  stacked ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  show (self);
}

/* ---- life ---- */

static void
graft_kept_runs_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_RUNS)
    g_value_set_uint (value, graft_kept_runs_get_n (GRAFT_KEPT_RUNS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_kept_runs_dispose (GObject *object)
{
  GraftKeptRuns *self = GRAFT_KEPT_RUNS (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->deletions != NULL)
    let_go (self);
  g_clear_pointer (&self->deletions, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_KEPT_RUNS);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  for (guint i = 0; i < GRAFT_KEPT_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  G_OBJECT_CLASS (graft_kept_runs_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/results/kept-runs.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRuns, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRuns, failure);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRuns, scroller);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRuns, list);
  gtk_widget_class_bind_template_child (widget_class, GraftKeptRuns, more);
}

static void
graft_kept_runs_class_init (GraftKeptRunsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "kept.delete", "u", delete_action },
    { "kept.restore", "u", restore_action },
    { "kept.copy-hash", "u", copy_hash_action },
    { "kept.more", NULL, more_action },
  };

  object_class->get_property = graft_kept_runs_get_property;
  object_class->dispose = graft_kept_runs_dispose;
  widget_class->map = graft_kept_runs_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  properties[PROP_N_RUNS] = g_param_spec_uint ("n-runs", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
  bind_template (widget_class);
}

static void
graft_kept_runs_init (GraftKeptRuns *self)
{
  self->n_rows = ROWS_AT_ONCE;
  for (guint i = 0; i < GRAFT_KEPT_COLUMNS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->deletions =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_kept_deletion_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
