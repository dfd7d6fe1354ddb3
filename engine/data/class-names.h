/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for the classes of files: from the numbers or texts that stand for them. */
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

/**
 * graft_class_names_of:
 * @values: [n] whole numbers as a file has them, such as -1 and 1, or 1 to 10
 * @labels: (out caller-allocates): [n]: the class of each, or GRAFT_LABEL_NONE
 *
 * Each number that occurs is a class named by it, in growing order, so that sets which
 * lack a class still agree on the others (graft_dataset_match_classes()). -1 is a class
 * beside 1 alone; among numbers from 0 on it means that there is no label.
 * NULL with GRAFT_DATA_ERROR_RANGE for more than GRAFT_MOST_CLASSES.
 *
 * Returns: (transfer full): NULL-terminated
 */
char **graft_class_names_of (
    const gint64 *values, gsize n, gint32 *labels, const char *name, GError **error);

/* The same for names: each text is a class, in the order of strcmp(); the empty text
 * means that there is no label. */
char **graft_class_names_of_texts (
    const char *const *texts, gsize n, gint32 *labels, const char *name, GError **error);

G_END_DECLS
