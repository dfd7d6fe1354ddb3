/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edits of project.h: what the window names by places becomes ids here, because the
 * lists may have changed before the project's thread gets to it. */
#include "engine/project/project-private.h"

static void
submit (GraftProject *self,
        const char *what,
        gint64 n,
        GraftProjectEdit edit,
        GraftEditData *data)
{
  const GraftProjectStep step = { .what = what, .n = n };

  graft_project_submit (self, &step, edit, data, graft_edit_data_free, NULL);
}

/* "key\tname": with the name of a class or set as it is now. */
static void
submit_named (GraftProject *self,
              const char *key,
              const char *name,
              gint64 n,
              GraftProjectEdit edit,
              GraftEditData *data)
{
  g_autofree char *what = g_strdup_printf ("%s\t%s", key, name);

  submit (self, what, n, edit, data);
}

static GraftEditData *
of_set (GraftProjectSet *set)
{
  return graft_edit_data_new (graft_project_set_get_id (set), NULL, 0);
}

static GraftEditData *
of_items (GraftProjectSet *set, const guint32 *items, gsize n)
{
  return graft_edit_data_new (graft_project_set_get_id (set), items, n);
}

void
graft_project_label (
    GraftProject *self, GraftProjectSet *set, const guint32 *items, gsize n, int class)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  g_return_if_fail (
      class == GRAFT_CLASS_NONE ||
      (class >= 0 && (guint) class < graft_project_set_get_n_classes (set)));
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->annotator = g_strdup (self->annotator);
  data->class = graft_project_set_get_class_id (set, class);
  if (class == GRAFT_CLASS_NONE)
    submit (self, "unlabel", (gint64)n, graft_edit_label, data);
  else
    submit_named (self, "label", graft_project_set_get_class_name (set, (guint) class),
                  (gint64)n, graft_edit_label, data);
}

void
graft_project_accept_suggestions (GraftProject *self,
                                  GraftProjectSet *set,
                                  const guint32 *items,
                                  gsize n)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->annotator = g_strdup (self->annotator);
  submit (self, "accept", (gint64)n, graft_edit_accept, data);
}

void
graft_project_set_splits (GraftProject *self,
                          GraftProjectSet *set,
                          const guint32 *items,
                          const guint8 *splits,
                          gsize n)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->splits = g_memdup2 (splits, n);
  submit (self, "split", (gint64)n, graft_edit_splits, data);
}

void
graft_project_set_excluded (GraftProject *self,
                            GraftProjectSet *set,
                            const guint32 *items,
                            gsize n,
                            gboolean excluded)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->number = excluded != FALSE;
  submit (self, excluded ? "exclude" : "include", (gint64)n, graft_edit_excluded, data);
}

void
graft_project_set_tag (GraftProject *self,
                       GraftProjectSet *set,
                       const guint32 *items,
                       gsize n,
                       const char *tag,
                       gboolean present)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  g_return_if_fail (tag != NULL && *tag != '\0');
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->text = g_strdup (tag);
  data->number = present != FALSE;
  submit_named (self, present ? "tag" : "untag", tag, (gint64)n, graft_edit_tag, data);
}

void
graft_project_set_group (GraftProject *self,
                         GraftProjectSet *set,
                         const guint32 *items,
                         gsize n,
                         const char *group)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  if (n == 0)
    return;
  data = of_items (set, items, n);
  data->text = g_strdup (group);
  submit (self, "group", (gint64)n, graft_edit_group, data);
}

void
graft_project_add_class (GraftProject *self, GraftProjectSet *set, const char *name)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  data = of_set (set);
  data->text = g_strdup (name);
  submit_named (self, "add-class", name, 1, graft_edit_add_class, data);
}

/* An edit of one class by its place. */
static GraftEditData *
of_class (GraftProjectSet *set, guint class)
{
  GraftEditData *data = of_set (set);

  data->class = graft_project_set_get_class_id (set, (int)class);
  return data;
}

#define CHECK_CLASS(set, class)                                                          \
  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));              \
  g_return_if_fail ((class) < graft_project_set_get_n_classes (set))

void
graft_project_rename_class (GraftProject *self,
                            GraftProjectSet *set,
                            guint class,
                            const char *name)
{
  GraftEditData *data;

  CHECK_CLASS (set, class);
  data = of_class (set, class);
  data->text = g_strdup (name);
  submit_named (self, "rename-class", graft_project_set_get_class_name (set, class), 1,
                graft_edit_rename_class, data);
}

void
graft_project_move_class (GraftProject *self,
                          GraftProjectSet *set,
                          guint class,
                          guint position)
{
  GraftEditData *data;

  CHECK_CLASS (set, class);
  data = of_class (set, class);
  data->number = position;
  submit_named (self, "move-class", graft_project_set_get_class_name (set, class), 1,
                graft_edit_move_class, data);
}

void
graft_project_merge_classes (GraftProject *self,
                             GraftProjectSet *set,
                             guint from,
                             guint into)
{
  GraftEditData *data;

  CHECK_CLASS (set, from);
  CHECK_CLASS (set, into);
  data = of_class (set, from);
  data->other = graft_project_set_get_class_id (set, (int)into);
  submit_named (self, "merge-classes", graft_project_set_get_class_name (set, from), 1,
                graft_edit_merge_classes, data);
}

void
graft_project_delete_class (GraftProject *self, GraftProjectSet *set, guint class)
{
  CHECK_CLASS (set, class);
  submit_named (self, "delete-class", graft_project_set_get_class_name (set, class), 1,
                graft_edit_delete_class, of_class (set, class));
}

void
graft_project_copy_classes (GraftProject *self,
                            GraftProjectSet *set,
                            GraftProjectSet *like)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set) &&
                    GRAFT_IS_PROJECT_SET (like));
  data = of_set (set);
  data->number = graft_project_set_get_id (like);
  submit_named (self, "copy-classes", graft_project_set_get_name (like), 1,
                graft_edit_copy_classes, data);
}

void
graft_project_rename_set (GraftProject *self, GraftProjectSet *set, const char *name)
{
  GraftEditData *data;

  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  data = of_set (set);
  data->text = g_strdup (name);
  submit_named (self, "rename-set", graft_project_set_get_name (set), 1,
                graft_edit_rename_set, data);
}

void
graft_project_delete_set (GraftProject *self, GraftProjectSet *set)
{
  g_return_if_fail (GRAFT_IS_PROJECT (self) && GRAFT_IS_PROJECT_SET (set));
  submit_named (self, "delete-set", graft_project_set_get_name (set), 1,
                graft_edit_delete_set, of_set (set));
}

static gboolean
remember_annotator_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_project_file_set_meta (file, "annotator", data, error);
}

void
graft_project_set_annotator (GraftProject *self, const char *name)
{
  const GraftProjectStep step = { NULL };

  g_return_if_fail (GRAFT_IS_PROJECT (self) && name != NULL && *name != '\0');
  if (g_strcmp0 (name, self->annotator) == 0)
    return;
  g_free (self->annotator);
  self->annotator = g_utf8_make_valid (name, -1);
  if (self->reason == NULL)
    graft_project_submit (self, &step, remember_annotator_cb, g_strdup (self->annotator),
                          g_free, NULL);
}
