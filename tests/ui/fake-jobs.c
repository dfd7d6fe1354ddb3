/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See fake-jobs.h. Jobs are looked after by an idle source, so that a test that turns the
 * main loop sees them go on. */
#include "tests/ui/fake-jobs.h"

FakeJobs *
fake_jobs (void)
{
  static FakeJobs jobs;

  return &jobs;
}

void
fake_jobs_reset (void)
{
  FakeJobs *jobs = fake_jobs ();

  g_free (jobs->path);
  g_free (jobs->network);
  g_free (jobs->set);
  g_free (jobs->like);
  *jobs = (FakeJobs){ 0 };
}

static void
keep (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* ---- a job ---- */

typedef struct
{
  GTask *task;
  gpointer result;
  GDestroyNotify destroy;
  GraftImportProgress progress;
  gpointer user_data;
} Job;

static gboolean
turn_cb (gpointer data)
{
  Job *job = data;

  if (job->progress != NULL)
    job->progress (60, 120, job->user_data);
  if (g_task_return_error_if_cancelled (job->task))
    {
      if (job->destroy != NULL)
        job->destroy (job->result);
    }
  else if (fake_jobs ()->held)
    return G_SOURCE_CONTINUE;
  else if (fake_jobs ()->failure != NULL)
    {
      g_task_return_new_error (job->task, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s",
                               fake_jobs ()->failure);
      if (job->destroy != NULL)
        job->destroy (job->result);
    }
  else
    g_task_return_pointer (job->task, job->result, job->destroy);
  g_object_unref (job->task);
  g_free (job);
  fake_jobs ()->n_running--;
  return G_SOURCE_REMOVE;
}

static Job *
start (gpointer project,
       gpointer result,
       GDestroyNotify destroy,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  fake_jobs ()->n_started++;
  fake_jobs ()->n_running++;
  job->task = g_task_new (project, cancellable, callback, user_data);
  /* A report comes of a cancelled import too. */
  job->result = result;
  job->destroy = destroy;
  job->user_data = user_data;
  g_timeout_add (1, turn_cb, job);
  return job;
}

/* ---- import ---- */

void
graft_import_preview_free (GraftImportPreview *self)
{
  g_free (self->path);
  g_free (self->kind);
  g_free (self->set);
  g_free (self);
}

GPtrArray *
graft_import_look (const char *const *paths, GCancellable *cancellable, GError **error)
{
  GPtrArray *previews =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_import_preview_free);

  for (gsize i = 0; paths[i] != NULL; i++)
    {
      GraftImportPreview *preview = g_new0 (GraftImportPreview, 1);

      preview->path = g_strdup (paths[i]);
      preview->kind = g_strdup ("Folders of classes");
      preview->set = g_path_get_basename (paths[i]);
      preview->files = 120;
      preview->classes = 3;
      g_ptr_array_add (previews, preview);
      if (g_str_has_suffix (paths[i], "gone"))
        {
          g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                       "%s: is not there; choose another", paths[i]);
          g_ptr_array_unref (previews);
          return NULL;
        }
    }
  return previews;
}

static void
note_free (gpointer data)
{
  GraftImportNote *note = data;

  g_free (note->file);
  g_free (note->reason);
  g_free (note);
}

static void
add_note (GraftImportReport *report,
          GraftImportOutcome outcome,
          const char *file,
          const char *reason)
{
  GraftImportNote *note = g_new0 (GraftImportNote, 1);

  note->outcome = outcome;
  note->file = g_strdup (file);
  note->reason = g_strdup (reason);
  g_ptr_array_add (report->notes, note);
}

static GraftImportReport *
report_new (void)
{
  GraftImportReport *report = g_new0 (GraftImportReport, 1);

  report->taken = 1240;
  report->skipped = 1;
  report->refused = 2;
  report->duplicates = 1;
  report->seconds = 3.1;
  report->sets = g_strsplit ("Photos", ";", 0);
  report->notes = g_ptr_array_new_with_free_func (note_free);
  add_note (report, GRAFT_IMPORT_SKIPPED, "Photos/notes.txt", "It is not a picture.");
  add_note (report, GRAFT_IMPORT_REFUSED, "Photos/lotus/image_0007.jpg",
            "The file ends in the middle of the picture; copy it again.");
  add_note (report, GRAFT_IMPORT_REFUSED, "Photos/pizza/huge.png",
            "It is 30000 pixels wide; the limit is 8192.");
  add_note (report, GRAFT_IMPORT_NEAR_DUPLICATE, "Photos/pizza/image_0002.jpg",
            "Nearly the same picture as “Photos/pizza/image_0001.jpg”.");
  return report;
}

void
graft_import_report_free (GraftImportReport *self)
{
  g_strfreev (self->sets);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

void
graft_import_async (GraftProject *project,
                    const char *const *paths,
                    const GraftImportOptions *options,
                    GraftImportProgress progress,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  FakeJobs *jobs = fake_jobs ();
  Job *job = start (project, report_new (), (GDestroyNotify)graft_import_report_free,
                    cancellable, callback, user_data);

  keep (&jobs->path, paths[0]);
  keep (&jobs->set, options->set);
  keep (&jobs->like, options->like);
  jobs->unlabelled = options->unlabelled;
  jobs->embed = options->embed;
  job->progress = progress;
}

/* A cancelled import has a report all the same. */
GraftImportReport *
graft_import_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  GraftImportReport *report = g_task_propagate_pointer (G_TASK (result), &local);

  if (report != NULL)
    return report;
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  report = report_new ();
  report->taken = 60;
  report->cancelled = TRUE;
  return report;
}

/* ---- export ---- */

const char *
graft_export_format_get_id (GraftExportFormat format)
{
  const char *const ids[] = { "csv", "json", "folders", "links", "npy", "idx", "npz" };

  return format < GRAFT_N_EXPORTS ? ids[format] : NULL;
}

const char *
graft_export_format_get_label (GraftExportFormat format)
{
  const char *const labels[] = { "Labels as CSV",    "Labels as JSON",
                                 "A folder a class", "A folder a class, links",
                                 "Features as NPY",  "Pictures as IDX",
                                 "Pictures as NPZ" };

  return format < GRAFT_N_EXPORTS ? labels[format] : NULL;
}

void
graft_export_async (GraftProject *project,
                    GraftProjectSet *set,
                    GraftExportFormat format,
                    const char *path,
                    guint size,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  keep (&fake_jobs ()->path, path);
  fake_jobs ()->format = format;
  fake_jobs ()->size = size;
  start (project, GUINT_TO_POINTER (graft_project_set_get_n_items (set)), NULL,
         cancellable, callback, user_data);
}

gboolean
graft_export_finish (GraftProject *project,
                     GAsyncResult *result,
                     guint *n_written,
                     GError **error)
{
  *n_written = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
  return *n_written > 0;
}

/* ---- aids ---- */

const char *const *
graft_assist_get_networks (GraftProject *project)
{
  static const char *const networks[] = { "digits-small", NULL };

  return fake_jobs ()->networks != NULL ? fake_jobs ()->networks : networks;
}

void
graft_assist_summary_free (GraftAssistSummary *self)
{
  g_free (self->sentence);
  g_free (self);
}

void
graft_assist_async (GraftProject *project,
                    GraftProjectSet *set,
                    const GraftAssistOptions *options,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GraftAssistSummary *summary = g_new0 (GraftAssistSummary, 1);

  summary->sentence = g_strdup (
      "61 items have a suggestion; on labelled items that it had not seen the model was "
      "right for 84 %.");
  keep (&fake_jobs ()->network, options->network);
  fake_jobs ()->strategy = options->strategy;
  start (project, summary, (GDestroyNotify)graft_assist_summary_free, cancellable,
         callback, user_data);
}

GraftAssistSummary *
graft_assist_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
graft_assist_clear (GraftProject *project, GraftProjectSet *set)
{
}

void
graft_assist_similar_async (GraftProject *project,
                            GraftProjectSet *set,
                            guint32 item,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  start (project, g_bytes_new (NULL, 0), (GDestroyNotify)g_bytes_unref, cancellable,
         callback, user_data);
}

GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
graft_agreement_free (GraftAgreement *self)
{
  g_free (self->sentence);
  g_free (self);
}

void
graft_assist_agreement_async (GraftProject *project,
                              GraftProjectSet *set,
                              const char *first,
                              const char *second,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GraftAgreement *agreement = g_new0 (GraftAgreement, 1);

  *agreement = (GraftAgreement){
    .both = 40, .agreed = 35, .kappa = 0.83, .low = 0.68, .high = 0.95
  };
  agreement->sentence = g_strdup_printf (
      "%s and %s labelled 40 items both, and 35 of them alike.", first, second);
  start (project, agreement, (GDestroyNotify)graft_agreement_free, cancellable, callback,
         user_data);
}

GraftAgreement *
graft_assist_agreement_finish (GraftProject *project,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- splits ---- */

/* In the order of the items: enough to see shares. */
void
graft_project_split_async (GraftProject *project,
                           GraftProjectSet *set,
                           const GraftSplitPlan *plan,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  gsize n;
  const GraftItem *items = graft_project_set_peek_items (set, &n);
  g_autofree guint32 *ids = g_new (guint32, n);
  g_autofree guint8 *splits = g_new (guint8, n);

  for (gsize i = 0; i < n; i++)
    {
      double place = ((double)i + 0.5) / (double)n;

      ids[i] = items[i].id;
      splits[i] = place < plan->train                      ? GRAFT_SPLIT_TRAIN
                  : place < plan->train + plan->validation ? GRAFT_SPLIT_VALIDATION
                                                           : GRAFT_SPLIT_TEST;
    }
  fake_jobs ()->plan = *plan;
  graft_project_set_splits (project, set, ids, splits, n);
  start (project, GINT_TO_POINTER (TRUE), NULL, cancellable, callback, user_data);
}

gboolean
graft_project_split_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
