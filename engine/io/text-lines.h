/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers of text files share: UTF-8 or nothing, and numbers with a point whatever
 * the language of the desktop. */
#pragma once

#include "engine/io/fail.h"

G_BEGIN_DECLS

/* Three bytes that some programs put in front; 0 or 3. */
gsize graft_text_mark_size (const char *text, gsize size);

/* FALSE, with the line, for bytes that are no UTF-8 and for zero bytes. */
gboolean
graft_text_check (const char *text, gsize size, const char *name, GError **error);

/* @line … @end, without the line break */
typedef gboolean (*GraftTextLine) (gpointer reader,
                                   const char *line,
                                   const char *end,
                                   GError **error);

/**
 * graft_text_each_line:
 * @number: counts the lines, for messages; the caller begins at 1
 *
 * Behind the mark of graft_text_mark_size(). Stops at the first line that @take refuses.
 */
gboolean graft_text_each_line (const char *text,
                               gsize size,
                               GraftTextLine take,
                               gpointer reader,
                               gsize *number,
                               GError **error);

/**
 * graft_text_to_number:
 * @text: [@length]; spaces around the number are allowed
 *
 * Decimal, with a point; no hexadecimal numbers. "nan" and "inf" are numbers, for whoever
 * has to refuse them by name.
 */
gboolean graft_text_to_number (const char *text, gsize length, double *number);

G_END_DECLS
