/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-note.h. */
#include "ui/data/import-note.h"

struct _GraftNoteRow
{
  GObject parent_instance;
  const GraftImportNote *note;
};

G_DEFINE_FINAL_TYPE (GraftNoteRow, graft_note_row, G_TYPE_OBJECT)

const GraftImportNote *
graft_note_row_get_note (GraftNoteRow *self)
{
  g_return_val_if_fail (GRAFT_IS_NOTE_ROW (self), NULL);
  return self->note;
}

static void
graft_note_row_class_init (GraftNoteRowClass *klass)
{
}

static void
graft_note_row_init (GraftNoteRow *self)
{
}

GraftNoteRow *
graft_note_row_new (const GraftImportNote *note)
{
  GraftNoteRow *self = g_object_new (GRAFT_TYPE_NOTE_ROW, NULL);

  self->note = note;
  return self;
}
