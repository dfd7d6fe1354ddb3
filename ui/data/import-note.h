/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note of an import report as the lists of GTK want it. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_NOTE_ROW (graft_note_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftNoteRow, graft_note_row, GRAFT, NOTE_ROW, GObject)

/* @note has to live longer. */
GraftNoteRow *graft_note_row_new (const GraftImportNote *note);
const GraftImportNote *graft_note_row_get_note (GraftNoteRow *self);

G_END_DECLS
