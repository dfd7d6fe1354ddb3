/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do two people who labelled the same items agree (assist.h); the arithmetic is
 * engine/label/agreement.h. */
#include "engine/project/assist.h"

#include "engine/label/agreement.h"
#include "engine/project/assist-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  GraftAssistJob job;
  char *names[2];
  GArray *items;     /* guint32, that both have labelled */
  GByteArray *kinds; /* marks, one an item */
  GraftAgreement *answer;
} AgreementJob;

void
graft_agreement_free (GraftAgreement *self)
{
  g_free (self->sentence);
  g_free (self);
}

/* The last words of both on every item that both have seen, as places in @classes. */
static gboolean
read_opinions (
    AgreementJob *self, GraftSql *sql, GArray *first, GArray *second, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT item.id, dense.place, other.place FROM item"
      " JOIN opinion a ON a.item = item.id JOIN annotator p ON p.id = a.annotator"
      " JOIN opinion b ON b.item = item.id JOIN annotator q ON q.id = b.annotator"
      " JOIN (SELECT id, row_number () OVER (ORDER BY position, id) - 1 AS place"
      "       FROM class WHERE dataset = ?1) dense ON dense.id = a.class"
      " JOIN (SELECT id, row_number () OVER (ORDER BY position, id) - 1 AS place"
      "       FROM class WHERE dataset = ?1) other ON other.id = b.class"
      " WHERE item.dataset = ?1 AND p.name = ?2 AND q.name = ?3 ORDER BY item.id",
      GRAFT_SQL_VALUES (graft_sql_int (self->job.set), graft_sql_text (self->names[0]),
                        graft_sql_text (self->names[1])),
      error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failure))
    {
      guint32 item = (guint32)sqlite3_column_int64 (query, 0);
      gint32 a = sqlite3_column_int (query, 1), b = sqlite3_column_int (query, 2);
      guint8 kind = a != b ? GRAFT_ITEM_DISPUTED : 0;

      g_array_append_val (self->items, item);
      g_array_append_val (first, a);
      g_array_append_val (second, b);
      g_byte_array_append (self->kinds, &kind, 1);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
compose_sentence (const AgreementJob *self)
{
  const GraftAgreement *answer = self->answer;

  if (answer->both == 0)
    return g_strdup_printf (
        _ ("%s and %s have labelled no item both; let the other label some of them too."),
        self->names[0], self->names[1]);
  if (isnan (answer->kappa))
    return g_strdup_printf (
        ngettext ("%s and %s gave the same class to all they both labelled (%u item); "
                  "that says nothing about chance.",
                  "%s and %s gave the same class to all they both labelled (%u items); "
                  "that says nothing about chance.",
                  answer->both),
        self->names[0], self->names[1], answer->both);
  return g_strdup_printf (
      /* Translators: names, agreed, both, kappa and its interval */
      ngettext ("%s and %s agree on %u of %u item: κ = %.2f (%.2f to %.2f).",
                "%s and %s agree on %u of %u items: κ = %.2f (%.2f to %.2f).",
                answer->both),
      self->names[0], self->names[1], answer->agreed, answer->both, answer->kappa,
      answer->low, answer->high);
}

static gboolean
work (GraftAssistJob *job, GraftSql *reader, GError **error)
{
  AgreementJob *self = (AgreementJob *)job;
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GraftKappa) kappa = NULL;
  GraftKappaOptions options = { .n_resamples = GRAFT_KAPPA_RESAMPLES,
                                .seed = 1,
                                .cancellable = job->cancellable };
  gint32 most = 0;

  if (!read_opinions (self, reader, first, second, error))
    return FALSE;
  for (guint i = 0; i < first->len; i++)
    most = MAX (
        most, MAX (g_array_index (first, gint32, i), g_array_index (second, gint32, i)));
  options.a = (const gint32 *)(gpointer)first->data;
  options.b = (const gint32 *)(gpointer)second->data;
  options.n = first->len;
  options.k = (gsize)most + 1;
  kappa = graft_kappa_new (&options, error);
  if (kappa == NULL)
    return FALSE;
  self->answer = g_new0 (GraftAgreement, 1);
  self->answer->both = (guint)kappa->n;
  for (gsize c = 0; c < kappa->k; c++)
    self->answer->agreed += (guint)kappa->confusion[c * kappa->k + c];
  self->answer->kappa = kappa->kappa;
  self->answer->low = kappa->low;
  self->answer->high = kappa->high;
  self->answer->sentence = compose_sentence (self);
  return TRUE;
}

static gboolean
write_marks (GraftProjectFile *file, gpointer data, GError **error)
{
  AgreementJob *self = data;

  return graft_assist_write_marks (file, self->job.set, GRAFT_ITEM_DISPUTED,
                                   (const guint32 *)(gpointer)self->items->data,
                                   self->kinds->data, self->items->len, error);
}

static gpointer
give_answer (GraftAssistJob *job)
{
  return g_steal_pointer (&((AgreementJob *)job)->answer);
}

static void
free_job (GraftAssistJob *job)
{
  AgreementJob *self = (AgreementJob *)job;

  g_free (self->names[0]);
  g_free (self->names[1]);
  g_array_unref (self->items);
  g_byte_array_unref (self->kinds);
  g_clear_pointer (&self->answer, graft_agreement_free);
  g_free (self);
}

static const GraftAssistJobClass klass = {
  .work = work,
  .write = write_marks,
  .answer = give_answer,
  .free_answer = (GDestroyNotify)graft_agreement_free,
  .free = free_job,
};

/* Where marks cannot be written the figure is worth having all the same. */
static const GraftAssistJobClass read_only_klass = {
  .work = work,
  .answer = give_answer,
  .free_answer = (GDestroyNotify)graft_agreement_free,
  .free = free_job,
};

void
graft_assist_agreement_async (GraftProject *project,
                              GraftProjectSet *set,
                              const char *first,
                              const char *second,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  AgreementJob *self = g_new0 (AgreementJob, 1);

  self->job.klass = graft_project_get_read_only (project) ? &read_only_klass : &klass;
  self->names[0] = g_strdup (first);
  self->names[1] = g_strdup (second);
  self->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->kinds = g_byte_array_new ();
  graft_assist_job_start (&self->job, project, set, cancellable,
                          graft_assist_agreement_async, callback, user_data);
}

GraftAgreement *
graft_assist_agreement_finish (GraftProject *project,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
