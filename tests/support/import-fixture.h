/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project and a folder of files to import into it, for tests. */
#pragma once

#include "engine/project/export.h"
#include "engine/project/import.h"
#include "tests/support/project-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  ProjectFixture project;
  char *files; /* a folder of its own */
} ImportFixture;

void import_fixture_init (ImportFixture *self);
void import_fixture_clear (ImportFixture *self);

/* Writes below the folder, whose parents it makes; @name is bytes. */
void import_fixture_write (ImportFixture *self,
                           const char *name,
                           const void *data,
                           gsize size);
/* A PNG picture of noise, the same for the same seed; pictures of other seeds do not look
 * alike. */
void import_fixture_draw (ImportFixture *self, const char *name, guint seed, guint side);

/* Imports @name below the folder, or the folder when it is NULL, and wants it to work. */
GraftImportReport *import_fixture_run (ImportFixture *self,
                                       const char *name,
                                       const GraftImportOptions *options);
/* The same with a cancellable, and with an error as the result. */
GraftImportReport *import_fixture_try (ImportFixture *self,
                                       const char *name,
                                       const GraftImportOptions *options,
                                       GCancellable *cancellable,
                                       GError **error);
/* NULL with the error; @n: items written. */
gboolean import_fixture_export (ImportFixture *self,
                                const char *set,
                                GraftExportFormat format,
                                const char *path,
                                guint size,
                                guint *n,
                                GError **error);

/* The note of the file whose shown name ends in @end; NULL when there is none. */
const GraftImportNote *import_fixture_find (const GraftImportReport *report,
                                            const char *end);
GraftProjectSet *import_fixture_set (ImportFixture *self, const char *name);
/* "NAME label split" of every item, sorted, a line each; @hashes: with the content's. */
char *import_fixture_describe (ImportFixture *self, const char *set, gboolean hashes);

G_END_DECLS
