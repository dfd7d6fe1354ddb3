/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects with pictures, to look at and to measure: from a folder class/picture, or of
 * many made-up ones. */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

/* Adds the pictures below @folder as a set; the folder's names are its classes. One in
 * three is labelled, one in five has a suggestion, some are marked and in splits. */
GraftProjectSet *
picture_project_add_folder (GraftProject *project, const char *name, const char *folder);
/* Adds @n little pictures that are kept in the project, in ten classes. */
GraftProjectSet *
picture_project_add_many (GraftProject *project, const char *name, guint n);

G_END_DECLS
