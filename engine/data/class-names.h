/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of files that have no names for their classes. */
#pragma once

#include "engine/data/dataset.h"

G_BEGIN_DECLS

/* More classes than anybody can look at; a label beyond is a mistake in a file. */
#define GRAFT_MOST_CLASSES 10000

/**
 * graft_class_names_for:
 * @labels: [n] gint32, GRAFT_LABEL_NONE for none
 * @at_least: as many classes in any case
 *
 * "0", "1", ... up to the largest label, NULL-terminated; NULL with
 * GRAFT_DATA_ERROR_RANGE when a label is negative or not below GRAFT_MOST_CLASSES. @name
 * is what messages call the labels.
 */
char **graft_class_names_for (
    const gint32 *labels, gsize n, guint at_least, const char *name, GError **error);

G_END_DECLS
