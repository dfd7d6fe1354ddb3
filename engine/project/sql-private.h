/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite for this folder, the only one that knows it: a connection with its prepared
 * statements, values to bind, and errors as GError. A connection belongs to one thread at
 * a time. */
#pragma once

#include "engine/base/error.h"

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _GraftSql GraftSql;

typedef enum
{
  GRAFT_SQL_WRITE,
  GRAFT_SQL_READ,
  GRAFT_SQL_READ_FROZEN, /* nobody can change the file: works in folders that cannot be
                            written */
} GraftSqlMode;

/**
 * graft_sql_open:
 * @path: existing file, or one to make when @mode is GRAFT_SQL_WRITE
 *
 * Bounds what a file can make SQLite do: no attached files, no functions in the schema,
 * short statements. Errors: GRAFT_IO_ERROR.
 */
GraftSql *graft_sql_open (const char *path, GraftSqlMode mode, GError **error);
void graft_sql_free (GraftSql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftSql, graft_sql_free)

sqlite3 *graft_sql_peek_db (GraftSql *self);
const char *graft_sql_get_path (GraftSql *self);

/* Text, blobs: lent until the statement has run. */
typedef struct
{
  int type; /* SQLITE_INTEGER, … */
  gint64 integer;
  double number;
  const void *data;
  gsize size;
} GraftSqlValue;

GraftSqlValue graft_sql_int (gint64 value);
GraftSqlValue graft_sql_real (double value);
GraftSqlValue graft_sql_text (const char *value); /* NULL: null */
GraftSqlValue graft_sql_blob (const void *data, gsize size);
GraftSqlValue graft_sql_null (void);

/* Array and length in one, for the arguments @values and @n below. */
#define GRAFT_SQL_VALUES(...)                                                            \
  ((const GraftSqlValue[]){ __VA_ARGS__ }),                                              \
      (sizeof ((const GraftSqlValue[]){ __VA_ARGS__ }) / sizeof (GraftSqlValue))
#define GRAFT_SQL_NO_VALUES NULL, 0

/* Several statements without values, not kept. */
gboolean graft_sql_exec (GraftSql *self, const char *text, GError **error);
/* One statement that returns no rows. */
gboolean graft_sql_run (GraftSql *self,
                        const char *text,
                        const GraftSqlValue *values,
                        gsize n,
                        GError **error);

/* A query under way; lent. One of the same @text at a time. g_autoptr ends it. */
typedef sqlite3_stmt GraftQuery;
/**
 * graft_sql_query:
 * @text: a literal, or a string as long-lived as the connection; prepared once
 */
GraftQuery *graft_sql_query (GraftSql *self,
                             const char *text,
                             const GraftSqlValue *values,
                             gsize n,
                             GError **error);
/* FALSE at the end and on error, which then is set. */
gboolean graft_sql_next (GraftSql *self, GraftQuery *query, GError **error);
void graft_query_end (GraftQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftQuery, graft_query_end)

/* First column of the first row; @fallback when there is none or it is null. FALSE only
 * on error. */
gboolean graft_sql_get_int (GraftSql *self,
                            const char *text,
                            const GraftSqlValue *values,
                            gsize n,
                            gint64 fallback,
                            gint64 *value,
                            GError **error);
/* A column as valid UTF-8; NULL when it is null. */
char *graft_query_dup_text (GraftQuery *query, int column);
GBytes *graft_query_dup_blob (GraftQuery *query, int column); /* NULL when null */

/* Sets @error to what the connection says about its last failure; always FALSE. */
gboolean graft_sql_fail (GraftSql *self, int code, GError **error);

G_END_DECLS
