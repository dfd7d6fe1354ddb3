/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tree of folders means: pictures alone are a set without classes, folders of
 * pictures are the classes of a set, folders of those are domains, each a set of its own,
 * unless they are called "train" and "test": then they are splits of one set. */
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_word (const char *name, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static GraftSplit
split_from_name (const char *name)
{
  static const char *const train[] = { "train", "training", "trn", NULL };
  static const char *const validation[] = { "val", "valid", "validation", "dev", NULL };
  static const char *const test[] = { "test", "testing", "tst", NULL };

  if (is_word (name, train))
    return GRAFT_SPLIT_TRAIN;
  if (is_word (name, validation))
    return GRAFT_SPLIT_VALIDATION;
  return is_word (name, test) ? GRAFT_SPLIT_TEST : GRAFT_SPLIT_NONE;
}

/* Folders that say nothing of what is on the pictures. */
static gboolean
is_plain_name (const char *name)
{
  static const char *const words[] = { "image",  "images", "img",  "imgs", "pictures",
                                       "photos", "jpg",    "jpeg", "png",  NULL };

  return is_word (name, words);
}

static gboolean
is_unlabelled_name (const char *name)
{
  static const char *const words[] = { "unlabelled", "unlabeled", NULL };

  return is_word (name, words);
}

/* --- the shape of a folder --- */

static gboolean
is_leaf (const GraftImportFolder *folder)
{
  return folder->n_pictures == folder->pictures->len;
}

static guint
count_full (const GraftImportFolder *folder)
{
  guint n = 0;

  for (guint i = 0; i < folder->folders->len; i++)
    n += ((GraftImportFolder *)folder->folders->pdata[i])->n_pictures > 0;
  return n;
}

/* Folders with pictures, and nothing deeper. */
static gboolean
has_classes (const GraftImportFolder *folder)
{
  for (guint i = 0; i < folder->folders->len; i++)
    if (!is_leaf (folder->folders->pdata[i]))
      return FALSE;
  return count_full (folder) > 0;
}

/* Two or more folders, each a split. */
static gboolean
has_splits (const GraftImportFolder *folder)
{
  for (guint i = 0; i < folder->folders->len; i++)
    {
      const GraftImportFolder *below = folder->folders->pdata[i];

      if (below->n_pictures == 0)
        continue;
      if (split_from_name (below->name) == GRAFT_SPLIT_NONE ||
          !(is_leaf (below) || has_classes (below)))
        return FALSE;
    }
  return count_full (folder) > 1 && folder->pictures->len == 0;
}

/* --- parts of it --- */

typedef struct
{
  GPtrArray *parts;
  GraftImportReport *report;
  gboolean unlabelled;
} Layout;

/* @below: from the part's folder to the pictures' one, NULL when it is the same. */
static void
add_pictures (GraftImportPart *part,
              const GraftImportFolder *folder,
              const char *below,
              gint32 class,
              GraftSplit split)
{
  for (guint i = 0; i < folder->pictures->len; i++)
    {
      g_autofree char *path =
          below != NULL ? g_build_filename (below, folder->pictures->pdata[i], NULL)
                        : g_strdup (folder->pictures->pdata[i]);

      graft_import_part_add (part, path, class, split);
    }
}

/* Which class the pictures of @folder have. */
static gint32
find_class (const Layout *self,
            GraftImportPart *part,
            const GraftImportFolder *parent,
            const GraftImportFolder *folder)
{
  g_autofree char *name = graft_shown_name (folder->name);

  if (self->unlabelled || part->tables->len > 0 || is_unlabelled_name (name) ||
      (is_plain_name (name) && count_full (parent) == 1))
    return GRAFT_CLASS_NONE;
  return graft_import_part_find_class (part, name);
}

static void
skip_data (Layout *self, const char *path, const GraftImportFolder *folder)
{
  for (guint i = 0; self->report != NULL && i < folder->data->len; i++)
    {
      g_autofree char *file = g_build_filename (path, folder->data->pdata[i], NULL);

      graft_import_report_add (
          self->report, GRAFT_IMPORT_SKIPPED, file,
          g_strdup (_ ("It lies among pictures; import it alone if it is data.")));
    }
}

/* The pictures of @folder and of the classes in it. */
static void
add_classes (Layout *self,
             GraftImportPart *part,
             const GraftImportFolder *folder,
             const char *below,
             GraftSplit split)
{
  add_pictures (part, folder, below, GRAFT_CLASS_NONE, split);
  for (guint i = 0; i < folder->folders->len; i++)
    {
      const GraftImportFolder *child = folder->folders->pdata[i];
      g_autofree char *path = below != NULL ? g_build_filename (below, child->name, NULL)
                                            : g_strdup (child->name);
      g_autofree char *whole = g_build_filename (part->path, path, NULL);

      add_pictures (part, child, path, find_class (self, part, folder, child), split);
      skip_data (self, whole, child);
    }
}

/* Files beside pictures: tables with their labels are kept for them. */
static void
take_tables (Layout *self, GraftImportPart *part, const GraftImportFolder *folder)
{
  for (guint i = 0; i < folder->data->len; i++)
    {
      g_autofree char *file = g_build_filename (part->path, folder->data->pdata[i], NULL);
      g_autofree char *reason = NULL;

      if (graft_import_recognise (file, &reason) == GRAFT_IMPORT_TABLE)
        g_ptr_array_add (part->tables, g_steal_pointer (&file));
      else if (self->report != NULL)
        graft_import_report_add (
            self->report, GRAFT_IMPORT_SKIPPED, file,
            g_strdup (_ ("It lies among pictures; import it alone if it is data.")));
    }
}

static GraftImportPart *
add_part (Layout *self,
          const GraftImportFolder *folder,
          const char *path,
          const char *set)
{
  GraftImportPart *part = graft_import_part_new (GRAFT_IMPORT_PICTURE, path, set);

  g_ptr_array_add (self->parts, part);
  take_tables (self, part, folder);
  return part;
}

static void
add_splits (Layout *self, GraftImportPart *part, const GraftImportFolder *folder)
{
  for (guint i = 0; i < folder->folders->len; i++)
    {
      const GraftImportFolder *child = folder->folders->pdata[i];

      add_classes (self, part, child, child->name, split_from_name (child->name));
    }
}

/* Arrays and tables in a folder of such. */
static void
add_data (Layout *self, const GraftImportFolder *folder, const char *path)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < folder->data->len; i++)
    g_ptr_array_add (files, g_build_filename (path, folder->data->pdata[i], NULL));
  g_ptr_array_add (files, NULL);
  parts = graft_import_plan ((const char *const *)files->pdata, self->unlabelled, 0,
                             self->report, NULL, NULL);
  while (parts != NULL && parts->len > 0)
    g_ptr_array_add (self->parts, g_ptr_array_steal_index (parts, 0));
}

static void add_folder (Layout *self,
                        const GraftImportFolder *folder,
                        const char *path,
                        const char *set,
                        gboolean outermost);

static void
add_children (Layout *self,
              const GraftImportFolder *folder,
              const char *path,
              const char *set,
              gboolean outermost)
{
  for (guint i = 0; i < folder->folders->len; i++)
    {
      const GraftImportFolder *child = folder->folders->pdata[i];
      g_autofree char *below = g_build_filename (path, child->name, NULL);
      g_autofree char *shown = graft_shown_name (child->name);
      g_autofree char *name =
          outermost ? g_strdup (shown) : g_strdup_printf ("%s/%s", set, shown);

      add_folder (self, child, below, name, FALSE);
    }
}

static void
add_folder (Layout *self,
            const GraftImportFolder *folder,
            const char *path,
            const char *set,
            gboolean outermost)
{
  if (has_splits (folder))
    add_splits (self, add_part (self, folder, path, set), folder);
  else if (folder->n_pictures > 0 && (is_leaf (folder) || has_classes (folder)))
    add_classes (self, add_part (self, folder, path, set), folder, NULL,
                 GRAFT_SPLIT_NONE);
  else
    {
      if (folder->pictures->len > 0)
        add_pictures (add_part (self, folder, path, set), folder, NULL, GRAFT_CLASS_NONE,
                      GRAFT_SPLIT_NONE);
      else
        add_data (self, folder, path);
      add_children (self, folder, path, set, outermost);
    }
}

void
graft_import_plan_folder (GPtrArray *parts,
                          const GraftImportFolder *folder,
                          const char *path,
                          const char *set,
                          gboolean unlabelled,
                          GraftImportReport *report)
{
  Layout self = { .parts = parts, .report = report, .unlabelled = unlabelled };

  add_folder (&self, folder, path, set, TRUE);
}
