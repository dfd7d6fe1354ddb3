/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import tells afterwards: counts are complete, notes are bounded. */
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

static void
note_free (gpointer data)
{
  GraftImportNote *note = data;

  g_free (note->file);
  g_free (note->reason);
  g_free (note);
}

GraftImportReport *
graft_import_report_new (void)
{
  GraftImportReport *self = g_new0 (GraftImportReport, 1);

  self->sets = g_new0 (char *, 1);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  return self;
}

void
graft_import_report_free (GraftImportReport *self)
{
  g_strfreev (self->sets);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
count (GraftImportReport *self, GraftImportOutcome outcome)
{
  switch (outcome)
    {
    case GRAFT_IMPORT_TAKEN:
      self->taken++;
      break;
    case GRAFT_IMPORT_SKIPPED:
      self->skipped++;
      break;
    case GRAFT_IMPORT_REFUSED:
      self->refused++;
      break;
    case GRAFT_IMPORT_DUPLICATE:
    case GRAFT_IMPORT_NEAR_DUPLICATE:
    default:
      self->duplicates++;
      break;
    }
}

void
graft_import_report_note (GraftImportReport *self,
                          GraftImportOutcome outcome,
                          const char *path,
                          char *reason)
{
  GraftImportNote *note;

  if (reason == NULL || self->notes->len >= GRAFT_IMPORT_MOST_NOTES)
    {
      g_free (reason);
      return;
    }
  note = g_new (GraftImportNote, 1);
  *note = (GraftImportNote){ outcome, graft_shown_name (path), reason };
  g_ptr_array_add (self->notes, note);
}

void
graft_import_report_add (GraftImportReport *self,
                         GraftImportOutcome outcome,
                         const char *path,
                         char *reason)
{
  count (self, outcome);
  graft_import_report_note (self, outcome, path, reason);
}

void
graft_import_report_add_set (GraftImportReport *self, const char *name)
{
  guint n = g_strv_length (self->sets);

  if (g_strv_contains ((const char *const *)self->sets, name))
    return;
  self->sets = g_renew (char *, self->sets, n + 2);
  self->sets[n] = g_strdup (name);
  self->sets[n + 1] = NULL;
}
