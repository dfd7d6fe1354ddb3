/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From paths to parts: see import-private.h; what folders mean is import-layout.c's.
 * Also the preview that is made of the same parts. */
#include "engine/base/error.h"
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREVIEW_MOST 100000

/* --- parts --- */

GraftImportPart *
graft_import_part_new (GraftImportKind kind, const char *path, const char *set)
{
  GraftImportPart *self = g_new0 (GraftImportPart, 1);

  self->kind = kind;
  self->path = g_strdup (path);
  self->set = g_strdup (set);
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (GraftImportEntry));
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->names = g_string_chunk_new (4096);
  return self;
}

void
graft_import_part_free (GraftImportPart *self)
{
  g_free (self->path);
  g_free (self->set);
  g_ptr_array_unref (self->classes);
  g_array_unref (self->entries);
  g_ptr_array_unref (self->tables);
  g_string_chunk_free (self->names);
  g_free (self);
}

gint32
graft_import_part_find_class (GraftImportPart *self, const char *name)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (g_str_equal (self->classes->pdata[i], name))
      return (gint32)i;
  g_ptr_array_add (self->classes, g_strdup (name));
  return (gint32)self->classes->len - 1;
}

void
graft_import_part_add (GraftImportPart *self,
                       const char *path,
                       gint32 class,
                       GraftSplit split)
{
  const GraftImportEntry entry = { g_string_chunk_insert (self->names, path), class,
                                   (guint8)split };

  g_array_append_val (self->entries, entry);
}

/* --- names of sets --- */

static gboolean
is_common (const char *stem)
{
  static const char *const words[] = { "train", "test", "t10k", "data", "x",
                                       "zip",   "val",  "all",  "",     NULL };

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (stem, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "mnist/train-images-idx3-ubyte.gz" to "mnist train": what the file is called, less what
 * its format adds, and its folder where that alone would say nothing. */
static char *
name_from_file (const char *path)
{
  static const char *const tails[] = { ".gz",         "-idx3-ubyte", "-idx4-ubyte",
                                       ".idx3-ubyte", "-images",     "_images" };
  g_autofree char *name = graft_shown_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *parent = graft_shown_basename (folder);
  char *dot;

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (name, tails[i]) && strlen (name) > strlen (tails[i]))
      name[strlen (name) - strlen (tails[i])] = '\0';
  dot = strrchr (name, '.');
  /* "zip.train" is not the training half of a "zip". */
  if (dot != NULL && dot != name && strlen (dot) <= 9 && !is_common (dot + 1))
    *dot = '\0';
  if (is_common (name) && !g_str_equal (parent, "/") && !g_str_equal (parent, "."))
    return g_strdup_printf ("%s %s", parent, name);
  return g_steal_pointer (&name);
}

/* --- paths --- */

typedef struct
{
  GPtrArray *parts;
  GHashTable *loose; /* folder of single pictures → its part */
  GraftImportReport *report;
  GCancellable *cancellable;
  gboolean unlabelled;
  guint most;
} Plan;

static void
note (Plan *self, GraftImportOutcome outcome, const char *path, char *reason)
{
  if (self->report != NULL)
    graft_import_report_add (self->report, outcome, path, reason);
  else
    g_free (reason);
}

static void
add_loose (Plan *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  GraftImportPart *part = g_hash_table_lookup (self->loose, folder);

  if (part == NULL)
    {
      g_autofree char *set = graft_shown_basename (folder);

      part = graft_import_part_new (GRAFT_IMPORT_PICTURE, folder, set);
      g_ptr_array_add (self->parts, part);
      g_hash_table_insert (self->loose, g_steal_pointer (&folder), part);
    }
  graft_import_part_add (part, name, GRAFT_CLASS_NONE, GRAFT_SPLIT_NONE);
}

static void
add_file (Plan *self, const char *path)
{
  g_autofree char *reason = NULL, *set = NULL;
  GraftImportKind kind = graft_import_recognise (path, &reason);

  switch (kind)
    {
    case GRAFT_IMPORT_PICTURE:
      add_loose (self, path);
      break;
    case GRAFT_IMPORT_NOTHING:
      note (self, GRAFT_IMPORT_SKIPPED, path, g_steal_pointer (&reason));
      break;
    case GRAFT_IMPORT_FOREIGN:
      note (self, GRAFT_IMPORT_REFUSED, path, g_steal_pointer (&reason));
      break;
    case GRAFT_IMPORT_IDX_LABELS:
    case GRAFT_IMPORT_NPY_LABELS:
      note (self, GRAFT_IMPORT_SKIPPED, path,
            g_strdup (_ ("It has labels only; they are read together with the images "
                         "that lie beside it.")));
      break;
    case GRAFT_IMPORT_IDX:
    case GRAFT_IMPORT_USPS:
    case GRAFT_IMPORT_NPY:
    case GRAFT_IMPORT_NPZ:
    case GRAFT_IMPORT_MAT:
    case GRAFT_IMPORT_CSV:
    case GRAFT_IMPORT_SVMLIGHT:
    case GRAFT_IMPORT_PAIRS:
    case GRAFT_IMPORT_TABLE:
    case GRAFT_IMPORT_SOURCE:
    case GRAFT_IMPORT_N_KINDS:
    default:
      set = name_from_file (path);
      g_ptr_array_add (self->parts, graft_import_part_new (kind, path, set));
      break;
    }
}

static gboolean
add_tree (Plan *self, const char *path, GError **error)
{
  g_autofree char *set = graft_shown_basename (path);
  g_autoptr (GraftImportFolder) folder =
      graft_import_walk (path, self->most, self->report, self->cancellable, error);

  if (folder == NULL)
    return FALSE;
  graft_import_plan_folder (self->parts, folder, path, set, self->unlabelled,
                            self->report);
  return TRUE;
}

/* "folder:DIR" is what the folder itself is; every other source has a name after its
 * colon. */
static gboolean
add_source (Plan *self, const char *path, GError **error)
{
  const char *rest = strchr (path, ':') + 1;
  g_autofree char *set = NULL;

  if (g_str_has_prefix (path, "folder:"))
    {
      g_autofree char *whole = g_canonicalize_filename (rest, NULL);

      return add_tree (self, whole, error);
    }
  set = g_str_has_prefix (path, "builtin:") ? graft_shown_name (rest)
                                            : name_from_file (rest);
  g_ptr_array_add (self->parts, graft_import_part_new (GRAFT_IMPORT_SOURCE, path, set));
  return TRUE;
}

static gboolean
add_path (Plan *self, const char *path, GError **error)
{
  GStatBuf status;

  if (!g_path_is_absolute (path) && graft_import_is_source (path))
    return add_source (self, path, error);
  if (g_stat (path, &status) != 0)
    {
      g_autofree char *shown = graft_shown_name (path);

      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   _ ("%s cannot be read (%s); choose a file or folder that is there."),
                   shown, g_strerror (errno));
      return FALSE;
    }
  if (S_ISDIR (status.st_mode))
    return add_tree (self, path, error);
  add_file (self, path);
  return TRUE;
}

GPtrArray *
graft_import_plan (const char *const *paths,
                   gboolean unlabelled,
                   guint most,
                   GraftImportReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_import_part_free);
  g_autoptr (GHashTable) loose =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Plan self = { parts, loose, report, cancellable, unlabelled, most };

  for (gsize i = 0; paths[i] != NULL; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_path (&self, paths[i], error))
      return NULL;
  return g_steal_pointer (&parts);
}

/* --- the preview --- */

void
graft_import_preview_free (GraftImportPreview *self)
{
  g_free (self->path);
  g_free (self->kind);
  g_free (self->set);
  g_free (self);
}

static const char *
describe (const GraftImportPart *part)
{
  if (part->kind != GRAFT_IMPORT_PICTURE)
    return graft_import_kind_get_label (part->kind);
  if (part->classes->len > 0)
    return _ ("Folders of classes");
  return part->tables->len > 0 ? _ ("Pictures and a table of labels") : _ ("Pictures");
}

GPtrArray *
graft_import_look (const char *const *paths, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) parts =
      graft_import_plan (paths, FALSE, PREVIEW_MOST, NULL, cancellable, error);
  GPtrArray *previews;

  if (parts == NULL)
    return NULL;
  previews = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_import_preview_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const GraftImportPart *part = parts->pdata[i];
      GraftImportPreview *preview = g_new (GraftImportPreview, 1);

      *preview = (GraftImportPreview){
        .path = g_strdup (part->path),
        .kind = g_strdup (describe (part)),
        .set = g_strdup (part->set),
        .files = part->kind == GRAFT_IMPORT_PICTURE ? part->entries->len : 1,
        .classes = part->classes->len,
      };
      g_ptr_array_add (previews, preview);
    }
  return previews;
}
