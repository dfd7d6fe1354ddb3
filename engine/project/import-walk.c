/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists a folder and all below it, names only. Folders that are met again, through links
 * or loops, are passed over; so is what is hidden. */
#include "engine/base/error.h"
#include "engine/io/image-file.h"
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

#include <dirent.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

/* Deeper than any collection, well above what a stack can bear. */
#define MOST_DEPTH 64

typedef struct
{
  GHashTable *seen; /* (element-type FolderId): opened already */
  GraftImportReport *report;
  GCancellable *cancellable;
  guint most;
  guint n;
} Walk;

typedef struct
{
  guint64 device;
  guint64 inode;
} FolderId;

static guint
folder_id_hash (gconstpointer data)
{
  const FolderId *id = data;
  guint64 mixed = id->inode * 0x9e3779b97f4a7c15u ^ id->device;

  return (guint)(mixed ^ mixed >> 32);
}

static gboolean
folder_id_equal (gconstpointer a, gconstpointer b)
{
  const FolderId *x = a, *y = b;

  return x->device == y->device && x->inode == y->inode;
}

void
graft_import_folder_free (GraftImportFolder *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->data);
  g_ptr_array_unref (self->folders);
  g_free (self);
}

static GraftImportFolder *
folder_new (const char *name)
{
  GraftImportFolder *self = g_new0 (GraftImportFolder, 1);

  self->name = g_strdup (name);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->data = g_ptr_array_new_with_free_func (g_free);
  self->folders =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_import_folder_free);
  return self;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
note (Walk *self, GraftImportOutcome outcome, const char *path, char *reason)
{
  if (self->report != NULL)
    graft_import_report_add (self->report, outcome, path, reason);
  else
    g_free (reason);
}

/* The type from the folder's own list where the file system has it there. */
static mode_t
find_mode (const struct dirent *entry, const char *path)
{
  struct stat status;

  if (entry->d_type == DT_REG)
    return S_IFREG;
  if (entry->d_type == DT_DIR)
    return S_IFDIR;
  return stat (path, &status) == 0 ? status.st_mode & S_IFMT : 0;
}

static void
take_file (Walk *self, GraftImportFolder *folder, const char *path, const char *name)
{
  g_autofree char *reason = NULL;
  GraftImportKind kind = graft_import_recognise (path, &reason);

  if (kind == GRAFT_IMPORT_PICTURE)
    {
      g_ptr_array_add (folder->pictures, g_strdup (name));
      self->n++;
    }
  else if (kind == GRAFT_IMPORT_NOTHING || kind == GRAFT_IMPORT_FOREIGN)
    note (self,
          kind == GRAFT_IMPORT_FOREIGN ? GRAFT_IMPORT_REFUSED : GRAFT_IMPORT_SKIPPED,
          path, g_steal_pointer (&reason));
  else
    g_ptr_array_add (folder->data, g_strdup (name));
}

static gboolean
is_hidden (const char *name)
{
  return name[0] == '.' || g_str_equal (name, "__MACOSX");
}

/* Sorts the names of @stream into files, which are taken, and folders, which wait: the
 * ones that are links after the others, so that a link to a neighbour is the one that is
 * passed over. */
static void
read_entries (Walk *self,
              GraftImportFolder *folder,
              const char *path,
              DIR *stream,
              GPtrArray *folders,
              GPtrArray *links)
{
  struct dirent *entry;

  while ((self->most == 0 || self->n < self->most) &&
         !g_cancellable_is_cancelled (self->cancellable) &&
         (entry = readdir (stream)) != NULL)
    {
      const char *name = entry->d_name;
      g_autofree char *child = NULL;
      mode_t mode;

      if (g_str_equal (name, ".") || g_str_equal (name, ".."))
        continue;
      child = g_build_filename (path, name, NULL);
      mode = is_hidden (name) ? 0 : find_mode (entry, child);
      if (S_ISDIR (mode))
        g_ptr_array_add (entry->d_type == DT_LNK ? links : folders, g_strdup (name));
      else if (S_ISREG (mode))
        take_file (self, folder, child, name);
      else
        note (self, GRAFT_IMPORT_SKIPPED, child,
              g_strdup (is_hidden (name)
                            ? _ ("It is hidden; rename it if it should be imported.")
                            : _ ("It is no file: a broken link, a pipe or a device.")));
    }
}

static gboolean
remember (Walk *self, DIR *stream)
{
  struct stat status;
  FolderId *id;

  if (fstat (dirfd (stream), &status) != 0)
    return TRUE;
  id = g_new (FolderId, 1);
  *id = (FolderId){ (guint64)status.st_dev, (guint64)status.st_ino };
  return g_hash_table_add (self->seen, id);
}

/* NULL when it cannot be opened, with errno. */
static GraftImportFolder *
walk (Walk *self, const char *path, const char *name, guint depth);

static void
walk_children (Walk *self,
               GraftImportFolder *folder,
               const char *path,
               GPtrArray *names,
               guint depth)
{
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *child = g_build_filename (path, names->pdata[i], NULL);
      GraftImportFolder *below = walk (self, child, names->pdata[i], depth + 1);

      if (below != NULL)
        g_ptr_array_add (folder->folders, below);
      else
        note (self, GRAFT_IMPORT_REFUSED, child,
              g_strdup_printf (_ ("The folder cannot be opened (%s); make it readable "
                                  "for you and import it again."),
                               g_strerror (errno)));
    }
}

static int
compare_folders (gconstpointer a, gconstpointer b)
{
  const GraftImportFolder *const *x = a, *const *y = b;

  return strcmp ((*x)->name, (*y)->name);
}

static void
fill (Walk *self, GraftImportFolder *folder, const char *path, DIR *stream, guint depth)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);

  read_entries (self, folder, path, stream, folders, links);
  g_ptr_array_sort (folder->pictures, compare_names);
  g_ptr_array_sort (folder->data, compare_names);
  walk_children (self, folder, path, folders, depth);
  walk_children (self, folder, path, links, depth);
  g_ptr_array_sort (folder->folders, compare_folders);
  folder->n_pictures = folder->pictures->len;
  for (guint i = 0; i < folder->folders->len; i++)
    folder->n_pictures += ((GraftImportFolder *)folder->folders->pdata[i])->n_pictures;
}

static GraftImportFolder *
walk (Walk *self, const char *path, const char *name, guint depth)
{
  DIR *stream = opendir (path);
  GraftImportFolder *folder;

  if (stream == NULL)
    return NULL;
  folder = folder_new (name);
  if (!remember (self, stream))
    note (self, GRAFT_IMPORT_SKIPPED, path,
          g_strdup (_ ("It is a link to a folder that was read already.")));
  else if (depth >= MOST_DEPTH)
    note (self, GRAFT_IMPORT_SKIPPED, path,
          g_strdup_printf (_ ("It lies more than %d folders deep; import it alone."),
                           MOST_DEPTH));
  else
    fill (self, folder, path, stream, depth);
  closedir (stream);
  return folder;
}

GraftImportFolder *
graft_import_walk (const char *path,
                   guint most,
                   GraftImportReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (folder_id_hash, folder_id_equal, g_free, NULL);
  Walk self = {
    .seen = seen, .report = report, .cancellable = cancellable, .most = most
  };
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GraftImportFolder) folder = walk (&self, path, name, 0);
  int why = errno;

  if (folder == NULL)
    {
      g_autofree char *shown = graft_shown_name (path);

      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   _ ("%s cannot be opened (%s); choose a folder that you may read."),
                   shown, g_strerror (why));
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&folder);
}
