/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles in a set after an import: the same bytes, or pictures that differ in at most
 * four bits of their difference hash (methods 10.6). They are taken, noted and marked;
 * what to do with them is for the person to decide. */
#include "engine/label/duplicates.h"
#include "engine/project/copy-marks.h"
#include "engine/project/import-set-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Groups of pictures that look alike; @of: index among the pictures → index in seen. */
static GraftGroups *
group_near (const GraftImportSet *set, GArray *of)
{
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < set->seen->len; i++)
    {
      const GraftImportSeen *seen = &g_array_index (set->seen, GraftImportSeen, i);

      if (!seen->has_dhash)
        continue;
      g_array_append_val (hashes, seen->dhash);
      g_array_append_val (of, i);
    }
  return graft_duplicates_near (
      &(GraftNearSearch){ .dhashes = (const guint64 *)(gpointer)hashes->data,
                          .n = hashes->len,
                          .max_bits = GRAFT_NEAR_BITS },
      NULL, NULL, NULL);
}

static GraftGroups *
group_exact (const GraftImportSet *set)
{
  g_autofree guint8 *hashes = g_malloc (MAX (set->seen->len, 1) * (gsize)32);

  for (guint i = 0; i < set->seen->len; i++)
    memcpy (hashes + (gsize)i * 32, g_array_index (set->seen, GraftImportSeen, i).hash,
            32);
  return graft_duplicates_exact (hashes, set->seen->len);
}

/* The numbers of the groups of pictures, for all that was seen. */
static guint32 *
spread (const GraftImportSet *set, const GraftGroups *near, const GArray *of)
{
  guint32 *groups = g_new (guint32, MAX (set->seen->len, 1));

  for (guint i = 0; i < set->seen->len; i++)
    groups[i] = GRAFT_GROUP_NONE;
  for (guint k = 0; k < of->len; k++)
    groups[g_array_index (of, guint, k)] = near->of[k];
  return groups;
}

static guint8 *
dup_splits (const GraftImportSet *set)
{
  guint8 *splits = g_new (guint8, MAX (set->seen->len, 1));

  for (guint i = 0; i < set->seen->len; i++)
    splits[i] = g_array_index (set->seen, GraftImportSeen, i).split;
  return splits;
}

/* One note a fresh picture; those with the same bytes have theirs already. */
static void
note_near (const GraftImportSet *set,
           const GraftGroups *near,
           const GArray *of,
           GraftImportReport *report)
{
  for (gsize g = 0; g < near->n_groups; g++)
    {
      const GraftImportSeen *first =
          &g_array_index (set->seen, GraftImportSeen,
                          g_array_index (of, guint, near->items[near->first[g]]));

      for (gsize k = near->first[g] + 1; k < near->first[g + 1]; k++)
        {
          guint index = g_array_index (of, guint, near->items[k]);
          const GraftImportSeen *seen =
              &g_array_index (set->seen, GraftImportSeen, index);

          if (seen->fresh && GPOINTER_TO_UINT (g_hash_table_lookup (
                                 set->by_hash, seen->hash)) == index + 1)
            graft_import_report_add (
                report, GRAFT_IMPORT_NEAR_DUPLICATE, seen->key,
                g_strdup_printf (_ ("It looks nearly the same as “%s”; exclude one of "
                                    "them if they should not both count."),
                                 first->name));
        }
    }
}

void
graft_import_find_alike (GraftImportSet *set, GArray *marks, GraftImportReport *report)
{
  g_autoptr (GArray) of = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GraftGroups) exact = group_exact (set);
  g_autoptr (GraftGroups) near = group_near (set, of);
  g_autofree guint8 *splits = dup_splits (set);
  g_autofree guint8 *kinds = g_malloc0 (MAX (set->seen->len, 1));

  graft_mark_copies (splits, NULL, exact->of, set->seen->len, kinds);
  if (near != NULL)
    {
      g_autofree guint32 *groups = spread (set, near, of);

      graft_mark_copies (splits, NULL, groups, set->seen->len, kinds);
      note_near (set, near, of, report);
    }
  for (guint i = 0; i < set->seen->len; i++)
    {
      const GraftImportMark mark = { g_array_index (set->seen, GraftImportSeen, i).id,
                                     kinds[i] };

      if (kinds[i] != 0)
        g_array_append_val (marks, mark);
    }
}

/* Marks of other kinds stay. Items that somebody deleted meanwhile have none. */
gboolean
graft_import_write_marks (GraftProjectFile *file, gpointer data, GError **error)
{
  const GArray *marks = data;
  GraftSql *sql = graft_project_file_peek_sql (file);

  for (guint i = 0; i < marks->len; i++)
    {
      const GraftImportMark *mark = &g_array_index (marks, GraftImportMark, i);

      if (!graft_sql_run (
              sql,
              "INSERT INTO mark (item, kinds) SELECT id, ?2 FROM item"
              " WHERE id=?1"
              " ON CONFLICT (item) DO UPDATE SET kinds=kinds | excluded.kinds",
              GRAFT_SQL_VALUES (graft_sql_int (mark->id), graft_sql_int (mark->kinds)),
              error))
        return FALSE;
    }
  return TRUE;
}
