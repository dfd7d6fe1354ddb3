/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step of undo is called. The file keeps a key and an argument, so that another
 * language can be chosen later. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_undo_text_dup:
 * @what: "key" or "key\targument"; keys are the table in undo-text.c
 * @n: how many things it changed
 *
 * Returns: one translated phrase, "Label 3 items as horse"; valid for unknown keys too
 */
char *graft_undo_text_dup (const char *what, gint64 n);

G_END_DECLS
