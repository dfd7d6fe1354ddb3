/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object of project.h: opening and closing, what can be read, and taking over what
 * the project's thread has done. Edits are project-commands.c. */
#include "engine/project/project-private.h"

#include "engine/project/readers.h"
#include "engine/project/undo-text.h"

enum
{
  PROP_READ_ONLY = 1,
  PROP_READ_ONLY_REASON,
  PROP_PENDING,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_TEXT,
  PROP_REDO_TEXT,
  N_PROPERTIES
};

enum
{
  SETS_CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

#define NO_PLACE G_MAXUINT

G_DEFINE_FINAL_TYPE (GraftProject, graft_project, G_TYPE_OBJECT)

static void
take_text (GValue *value, const char *what, gint64 n)
{
  if (what != NULL)
    g_value_take_string (value, graft_undo_text_dup (what, n));
}

static void
graft_project_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GraftProject *self = GRAFT_PROJECT (object);

  switch (id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, graft_project_get_read_only (self));
      break;
    case PROP_READ_ONLY_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, graft_project_get_pending (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_what != NULL && self->reason == NULL);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_what != NULL && self->reason == NULL);
      break;
    case PROP_UNDO_TEXT:
      take_text (value, self->undo_what, self->undo_n);
      break;
    case PROP_REDO_TEXT:
      take_text (value, self->redo_what, self->redo_n);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
let_go (GraftProject *self)
{
  if (self->readers != NULL)
    graft_readers_close (self->readers);
  if (self->thread != NULL)
    graft_project_thread_close (self->thread);
}

static void
graft_project_dispose (GObject *object)
{
  GraftProject *self = GRAFT_PROJECT (object);

  if (self->thread != NULL)
    graft_project_thread_set_deliver (self->thread, NULL, NULL);
  let_go (self);
  G_OBJECT_CLASS (graft_project_parent_class)->dispose (object);
}

static void
graft_project_finalize (GObject *object)
{
  GraftProject *self = GRAFT_PROJECT (object);

  g_clear_pointer (&self->readers, graft_readers_free);
  g_clear_pointer (&self->thread, graft_project_thread_unref);
  g_clear_object (&self->sets);
  g_clear_error (&self->first_error);
  g_strfreev (self->annotators);
  g_free (self->annotator);
  g_free (self->undo_what);
  g_free (self->redo_what);
  g_free (self->reason);
  g_free (self->name);
  g_free (self->path);
  G_OBJECT_CLASS (graft_project_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags =
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_READ_ONLY] =
      g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_READ_ONLY_REASON] =
      g_param_spec_string ("read-only-reason", NULL, NULL, NULL, flags);
  properties[PROP_PENDING] =
      g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_TEXT] = g_param_spec_string ("undo-text", NULL, NULL, NULL, flags);
  properties[PROP_REDO_TEXT] = g_param_spec_string ("redo-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
graft_project_class_init (GraftProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = graft_project_get_property;
  object_class->dispose = graft_project_dispose;
  object_class->finalize = graft_project_finalize;
  install_properties (object_class);
  signals[SETS_CHANGED] =
      g_signal_new ("sets-changed", GRAFT_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", GRAFT_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
graft_project_init (GraftProject *self)
{
  self->sets = g_list_store_new (GRAFT_TYPE_PROJECT_SET);
  self->home = pthread_self ();
  self->annotators = g_new0 (char *, 1);
  atomic_init (&self->pending, 0);
}

/* --- what the thread has done --- */

static guint
find_set_place (GraftProject *self, guint32 id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sets));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GraftProjectSet) set =
          g_list_model_get_item (G_LIST_MODEL (self->sets), i);

      if (graft_project_set_get_id (set) == id)
        return i;
    }
  return NO_PLACE;
}

static int
compare_sets (gconstpointer a, gconstpointer b, gpointer data)
{
  GraftProjectSet *x = (GraftProjectSet *)a, *y = (GraftProjectSet *)b;
  gint64 at = graft_project_set_get_position (x),
         then = graft_project_set_get_position (y);
  guint id = graft_project_set_get_id (x), other = graft_project_set_get_id (y);

  return at != then ? (at > then) - (at < then) : (id > other) - (id < other);
}

/* TRUE when the list of sets is another one now. */
static gboolean
apply_set (GraftProject *self, const GraftSetChange *change)
{
  guint at = find_set_place (self, change->id);
  g_autoptr (GraftProjectSet) set = NULL;

  if (change->gone)
    {
      if (at != NO_PLACE)
        g_list_store_remove (self->sets, at);
      return at != NO_PLACE;
    }
  if (at == NO_PLACE)
    {
      set = graft_project_set_new (change);
      g_list_store_insert_sorted (self->sets, set, compare_sets, NULL);
      return TRUE;
    }
  set = g_list_model_get_item (G_LIST_MODEL (self->sets), at);
  {
    g_autofree char *before = g_strdup (graft_project_set_get_name (set));

    graft_project_set_apply (set, change);
    return !g_str_equal (before, graft_project_set_get_name (set));
  }
}

static gboolean
replace_text (char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;
  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

static void
apply_history (GraftProject *self, const GraftProjectChange *change)
{
  gboolean undo = replace_text (&self->undo_what, change->undo_what);
  gboolean redo = replace_text (&self->redo_what, change->redo_what);

  undo |= self->undo_n != change->undo_n;
  redo |= self->redo_n != change->redo_n;
  self->undo_n = change->undo_n;
  self->redo_n = change->redo_n;
  for (guint id = PROP_CAN_UNDO; id <= PROP_REDO_TEXT; id++)
    if (id == PROP_CAN_UNDO || id == PROP_UNDO_TEXT ? undo : redo)
      g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
apply (GraftProject *self, const GraftProjectChange *change)
{
  gboolean sets = FALSE;

  g_strfreev (self->annotators);
  self->annotators = g_strdupv (change->annotators);
  for (guint i = 0; i < change->sets->len; i++)
    sets |= apply_set (self, g_ptr_array_index (change->sets, i));
  if (sets)
    g_signal_emit (self, signals[SETS_CHANGED], 0);
  apply_history (self, change);
}

static void
finish_job (GraftProject *self, GraftProjectJob *job)
{
  if (job->kind != GRAFT_JOB_VISIT)
    atomic_fetch_sub (&self->pending, 1);
  if (job->error != NULL && self->first_error == NULL)
    self->first_error = g_error_copy (job->error);
  if (job->task != NULL && job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->task != NULL)
    g_task_return_boolean (job->task, TRUE);
  else if (job->error != NULL)
    g_signal_emit (self, signals[FAILED], 0, job->error);
}

static void
deliver_cb (GraftProjectChange *change, GPtrArray *jobs, gpointer data)
{
  g_autoptr (GraftProject) self = g_object_ref (data);

  if (change != NULL)
    apply (self, change);
  for (guint i = 0; i < jobs->len; i++)
    finish_job (self, g_ptr_array_index (jobs, i));
  if (jobs->len > 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/* --- opening and closing --- */

static char *
dup_name (const char *path)
{
  char *name = g_filename_display_basename (path);

  if (g_str_has_suffix (name, ".graft") && strlen (name) > strlen (".graft"))
    name[strlen (name) - strlen (".graft")] = '\0';
  return name;
}

static char *
dup_account_name (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || *name == '\0' || g_str_equal (name, "Unknown"))
    name = g_get_user_name ();
  return g_utf8_make_valid (name, -1);
}

static GraftProject *
make_project (GraftProjectThread *thread, const char *path, GError **error)
{
  g_autoptr (GraftProjectChange) first = graft_project_thread_wait_opened (thread, error);
  GraftProject *self;

  if (first == NULL)
    {
      graft_project_thread_close (thread);
      return NULL;
    }
  self = g_object_new (GRAFT_TYPE_PROJECT, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->name = dup_name (self->path);
  self->thread = graft_project_thread_ref (thread);
  self->reason = g_strdup (graft_project_thread_get_reason (thread));
  self->readers =
      graft_readers_new (self->path, graft_project_thread_get_read_mode (thread));
  self->annotator = graft_project_thread_dup_meta (thread, "annotator");
  if (self->annotator == NULL)
    self->annotator = dup_account_name ();
  apply (self, first);
  graft_project_thread_set_deliver (thread, deliver_cb, self);
  return self;
}

static void
opened_cb (GraftProjectThread *thread, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GraftProject *self = make_project (thread, g_task_get_task_data (task), &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  graft_project_thread_unref (thread);
}

void
graft_project_open_async (const char *path,
                          GraftProjectFlags flags,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (path != NULL);
  g_task_set_source_tag (task, graft_project_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  graft_project_thread_new (path, flags, cancellable, opened_cb, task);
}

GraftProject *
graft_project_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GraftProject *
graft_project_open (const char *path, GraftProjectFlags flags, GError **error)
{
  g_autoptr (GraftProjectThread) thread = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  thread = graft_project_thread_new (path, flags, NULL, NULL, NULL);
  return make_project (thread, path, error);
}

void
graft_project_close (GraftProject *self)
{
  g_return_if_fail (GRAFT_IS_PROJECT (self));
  let_go (self);
}

gboolean
graft_project_flush (GraftProject *self, GError **error)
{
  g_return_val_if_fail (GRAFT_IS_PROJECT (self), FALSE);
  graft_project_thread_flush (self->thread);
  if (self->first_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->first_error));
  return FALSE;
}

/* --- what can be read --- */

const char *
graft_project_get_path (GraftProject *self)
{
  return self->path;
}

const char *
graft_project_get_name (GraftProject *self)
{
  return self->name;
}

gboolean
graft_project_get_read_only (GraftProject *self)
{
  return self->reason != NULL;
}

const char *
graft_project_get_read_only_reason (GraftProject *self)
{
  return self->reason;
}

guint
graft_project_get_pending (GraftProject *self)
{
  return atomic_load (&self->pending);
}

GListModel *
graft_project_get_sets (GraftProject *self)
{
  return G_LIST_MODEL (self->sets);
}

GraftProjectSet *
graft_project_find_set (GraftProject *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sets));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GraftProjectSet) set =
          g_list_model_get_item (G_LIST_MODEL (self->sets), i);

      if (g_str_equal (graft_project_set_get_name (set), name))
        return set;
    }
  return NULL;
}

const char *
graft_project_get_annotator (GraftProject *self)
{
  return self->annotator;
}

const char *const *
graft_project_get_annotators (GraftProject *self)
{
  return (const char *const *)self->annotators;
}

/* --- the door of project-jobs.h --- */

static void
push (GraftProject *self, GraftProjectJob *job)
{
  gboolean edit = job->kind != GRAFT_JOB_VISIT;

  if (edit)
    atomic_fetch_add (&self->pending, 1);
  /* The thread may be done with it, and it be gone, before this returns. */
  if (!graft_project_thread_push (self->thread, job) && edit)
    atomic_fetch_sub (&self->pending, 1);
  if (pthread_equal (self->home, pthread_self ()))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static GraftProjectJob *
make_job (GraftProjectJobKind kind,
          const GraftProjectStep *step,
          GraftProjectEdit edit,
          gpointer data)
{
  GraftProjectJob *job = graft_project_job_new (kind);

  if (step != NULL)
    {
      job->what = g_strdup (step->what);
      job->step = *step;
      job->step.what = job->what;
    }
  job->edit = edit;
  job->data = data;
  return job;
}

void
graft_project_submit (GraftProject *self,
                      const GraftProjectStep *step,
                      GraftProjectEdit edit,
                      gpointer data,
                      GDestroyNotify destroy,
                      GTask *task)
{
  GraftProjectJob *job = make_job (GRAFT_JOB_EDIT, step, edit, data);

  job->destroy = destroy;
  job->task = task;
  push (self, job);
}

void
graft_project_visit (GraftProject *self,
                     GraftProjectEdit visit,
                     gpointer data,
                     GDestroyNotify destroy,
                     GTask *task)
{
  GraftProjectJob *job = make_job (GRAFT_JOB_VISIT, NULL, visit, data);

  job->destroy = destroy;
  job->task = task;
  push (self, job);
}

gboolean
graft_project_perform (GraftProject *self,
                       GraftProjectStep *step,
                       GraftProjectEdit edit,
                       gpointer data,
                       GError **error)
{
  g_autoptr (GraftProjectJob) job = make_job (GRAFT_JOB_EDIT, step, edit, data);

  graft_project_thread_wait (self->thread, job);
  step->step = job->step.step;
  if (job->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->error));
  return FALSE;
}

void
graft_project_undo (GraftProject *self)
{
  g_return_if_fail (GRAFT_IS_PROJECT (self));
  push (self, graft_project_job_new (GRAFT_JOB_UNDO));
}

void
graft_project_redo (GraftProject *self)
{
  g_return_if_fail (GRAFT_IS_PROJECT (self));
  push (self, graft_project_job_new (GRAFT_JOB_REDO));
}

GraftSql *
graft_project_take_reader (GraftProject *self, GError **error)
{
  return graft_readers_take (self->readers, error);
}

void
graft_project_give_reader (GraftProject *self, GraftSql *reader)
{
  graft_readers_give (self->readers, reader);
}
