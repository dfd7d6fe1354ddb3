/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See undo-text.h. */
#include "engine/project/undo-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* With a number and, behind it, perhaps a name. */
static char *
count_phrase (const char *key, unsigned long n, const char *name)
{
  if (g_str_equal (key, "label"))
    return g_strdup_printf (ngettext ("Label %lu item as %s", "Label %lu items as %s", n),
                            n, name);
  if (g_str_equal (key, "unlabel"))
    return g_strdup_printf (
        ngettext ("Clear the label of %lu item", "Clear the labels of %lu items", n), n);
  if (g_str_equal (key, "accept"))
    return g_strdup_printf (
        ngettext ("Accept %lu suggestion", "Accept %lu suggestions", n), n);
  if (g_str_equal (key, "split"))
    return g_strdup_printf (
        ngettext ("Change the split of %lu item", "Change the split of %lu items", n), n);
  if (g_str_equal (key, "exclude"))
    return g_strdup_printf (ngettext ("Exclude %lu item", "Exclude %lu items", n), n);
  if (g_str_equal (key, "include"))
    return g_strdup_printf (ngettext ("Include %lu item", "Include %lu items", n), n);
  if (g_str_equal (key, "tag"))
    return g_strdup_printf (ngettext ("Tag %lu item “%s”", "Tag %lu items “%s”", n), n,
                            name);
  if (g_str_equal (key, "untag"))
    return g_strdup_printf (ngettext ("Take the tag “%2$s” off %1$lu item",
                                      "Take the tag “%2$s” off %1$lu items", n),
                            n, name);
  if (g_str_equal (key, "group"))
    return g_strdup_printf (ngettext ("Group %lu item", "Group %lu items", n), n);
  if (g_str_equal (key, "import"))
    return g_strdup_printf (
        ngettext ("Import %lu item into %s", "Import %lu items into %s", n), n, name);
  if (g_str_equal (key, "embed"))
    return g_strdup_printf (
        ngettext ("Copy %lu file into the project", "Copy %lu files into the project", n),
        n);
  if (g_str_equal (key, "relink"))
    return g_strdup_printf (
        ngettext ("Find %lu missing file", "Find %lu missing files", n), n);
  return NULL;
}

static char *
name_phrase (const char *key, const char *name)
{
  if (g_str_equal (key, "add-class"))
    return g_strdup_printf (_ ("Add class %s"), name);
  if (g_str_equal (key, "rename-class"))
    return g_strdup_printf (_ ("Rename class %s"), name);
  if (g_str_equal (key, "move-class"))
    return g_strdup_printf (_ ("Move class %s"), name);
  if (g_str_equal (key, "merge-classes"))
    return g_strdup_printf (_ ("Merge class %s into another"), name);
  if (g_str_equal (key, "delete-class"))
    return g_strdup_printf (_ ("Delete class %s"), name);
  if (g_str_equal (key, "import-labels"))
    return g_strdup_printf (_ ("Take labels from %s"), name);
  if (g_str_equal (key, "copy-classes"))
    return g_strdup_printf (_ ("Take the classes of %s"), name);
  if (g_str_equal (key, "rename-set"))
    return g_strdup_printf (_ ("Rename set %s"), name);
  if (g_str_equal (key, "delete-set"))
    return g_strdup_printf (_ ("Delete set %s"), name);
  return g_strdup (_ ("Change the project"));
}

char *
graft_undo_text_dup (const char *what, gint64 n)
{
  g_auto (GStrv) parts = g_strsplit (what, "\t", 2);
  const char *key = parts[0] != NULL ? parts[0] : "";
  const char *name = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
  char *phrase = count_phrase (key, (unsigned long)CLAMP (n, 0, G_MAXINT32), name);

  return phrase != NULL ? phrase : name_phrase (key, name);
}
