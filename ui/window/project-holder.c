/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-holder.h. */
#include "ui/window/project-holder.h"

#include "graft-config.h"

#include <glib/gi18n.h>

#define RECENT_KEY "recent-projects"
#define MOST_RECENT 8
#define MOST_NUMBERS 1000

struct _GraftProjectHolder
{
  GObject parent_instance;
  GSettings *settings; /* or NULL */
  GraftProject *project;
  GCancellable *opening; /* of the newest request; NULL: none is under way */
  char *status;
};

enum
{
  PROP_PROJECT = 1,
  PROP_BUSY,
  PROP_STATUS,
  N_PROPERTIES
};

enum
{
  CLOSING,
  FAILED,
  N_SIGNALS
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftProjectHolder, graft_project_holder, G_TYPE_OBJECT)

GraftProject *
graft_project_holder_get_project (GraftProjectHolder *self)
{
  g_return_val_if_fail (GRAFT_IS_PROJECT_HOLDER (self), NULL);
  return self->project;
}

gboolean
graft_project_holder_get_busy (GraftProjectHolder *self)
{
  g_return_val_if_fail (GRAFT_IS_PROJECT_HOLDER (self), FALSE);
  return self->opening != NULL;
}

const char *
graft_project_holder_get_status (GraftProjectHolder *self)
{
  g_return_val_if_fail (GRAFT_IS_PROJECT_HOLDER (self), NULL);
  return self->status;
}

/* --- what was opened before --- */

char **
graft_project_holder_dup_recent (GSettings *settings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths =
      settings != NULL ? g_settings_get_strv (settings, RECENT_KEY) : NULL;

  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_IS_REGULAR))
      g_strv_builder_add (builder, paths[i]);
  return g_strv_builder_end (builder);
}

static void
remember (GraftProjectHolder *self, const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) before = NULL, after = NULL;

  /* Settings are UTF-8; a path that is not cannot be kept there. */
  if (self->settings == NULL || !g_utf8_validate (path, -1, NULL))
    return;
  before = graft_project_holder_dup_recent (self->settings);
  g_strv_builder_add (builder, path);
  for (gsize i = 0, n = 1; before[i] != NULL && n < MOST_RECENT; i++)
    if (!g_str_equal (before[i], path))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }
  after = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, RECENT_KEY, (const char *const *)after);
}

/* --- what stands below the name --- */

static char *
count_text (GraftProject *project)
{
  GListModel *sets = graft_project_get_sets (project);
  gsize n_items = 0, n_labelled = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      n_items += graft_project_set_get_n_items (set);
      n_labelled += graft_project_set_get_n_labelled (set);
    }
  if (n_items == 0)
    return g_strdup (_ ("No data yet"));
  /* Translators: how many items of a project have a label, and how many there are */
  return g_strdup_printf (_ ("%zu of %zu labelled"), n_labelled, n_items);
}

static char *
make_status (GraftProjectHolder *self)
{
  g_autofree char *counts = NULL;
  const char *saved;

  if (self->opening != NULL)
    return g_strdup (_ ("Opening…"));
  if (self->project == NULL)
    return g_strdup ("");
  counts = count_text (self->project);
  if (graft_project_get_read_only (self->project))
    saved = _ ("Read-only");
  else if (graft_project_get_pending (self->project) > 0)
    saved = _ ("Saving…");
  else
    saved = _ ("Saved");
  return g_strdup_printf ("%s · %s", saved, counts);
}

static void
update_status (GraftProjectHolder *self)
{
  g_autofree char *status = make_status (self);

  if (g_strcmp0 (status, self->status) == 0)
    return;
  g_free (self->status);
  self->status = g_steal_pointer (&status);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
watch_sets (GraftProjectHolder *self)
{
  GListModel *sets = graft_project_get_sets (self->project);

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      g_signal_handlers_disconnect_by_func (set, update_status, self);
      g_signal_connect_object (set, "notify::n-labelled", G_CALLBACK (update_status),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (set, "notify::n-items", G_CALLBACK (update_status), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
sets_cb (GraftProjectHolder *self)
{
  watch_sets (self);
  update_status (self);
}

static void
edit_failed_cb (GraftProjectHolder *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* --- opening --- */

static void
let_go (GraftProjectHolder *self)
{
  GListModel *sets;

  if (self->project == NULL)
    return;
  sets = graft_project_get_sets (self->project);
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      g_signal_handlers_disconnect_by_data (set, self);
    }
  g_signal_handlers_disconnect_by_data (self->project, self);
  graft_project_close (self->project);
  g_clear_object (&self->project);
}

static void
take (GraftProjectHolder *self, GraftProject *project)
{
  if (self->project != NULL)
    g_signal_emit (self, signals[CLOSING], 0);
  let_go (self);
  self->project = project;
  if (project != NULL)
    {
      g_signal_connect_object (project, "sets-changed", G_CALLBACK (sets_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "notify::pending", G_CALLBACK (update_status),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "failed", G_CALLBACK (edit_failed_cb), self,
                               G_CONNECT_SWAPPED);
      watch_sets (self);
      remember (self, graft_project_get_path (project));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftProjectHolder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project = graft_project_open_finish (result, &error);

  /* Another request has taken the place of this one, or the window is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (project != NULL)
    take (self, g_steal_pointer (&project));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  update_status (self);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* A window that has a project would find it locked by itself. */
static gboolean
is_open (GraftProjectHolder *self, const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  g_autofree char *open = NULL;

  if (self->project == NULL)
    return FALSE;
  open = g_canonicalize_filename (graft_project_get_path (self->project), NULL);
  return g_str_equal (canonical, open);
}

void
graft_project_holder_open (GraftProjectHolder *self,
                           const char *path,
                           GraftProjectFlags flags)
{
  g_return_if_fail (GRAFT_IS_PROJECT_HOLDER (self));

  if ((flags & GRAFT_PROJECT_CREATE) == 0 && is_open (self, path))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
      return;
    }
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  graft_project_open_async (path, flags, self->opening, opened_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  update_status (self);
}

/* The first of NAME.graft, NAME 2.graft, … that is not taken. */
static char *
free_path (const char *folder, const char *name)
{
  for (guint i = 1; i < MOST_NUMBERS; i++)
    {
      g_autofree char *file = i == 1 ? g_strdup_printf ("%s.graft", name)
                                     : g_strdup_printf ("%s %u.graft", name, i);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return NULL;
}

void
graft_project_holder_create (GraftProjectHolder *self, const char *name)
{
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *data = NULL, *path = NULL, *plain = NULL;

  g_return_if_fail (GRAFT_IS_PROJECT_HOLDER (self));

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      data = g_build_filename (g_get_user_data_dir (), "graft", "projects", NULL);
      g_mkdir_with_parents (data, 0700);
      folder = data;
    }
  plain = g_strdelimit (g_strdup (name), G_DIR_SEPARATOR_S, '-');
  path = free_path (folder, plain);
  if (path != NULL)
    graft_project_holder_open (self, path, GRAFT_PROJECT_CREATE);
}

void
graft_project_holder_close (GraftProjectHolder *self)
{
  g_return_if_fail (GRAFT_IS_PROJECT_HOLDER (self));

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->project != NULL)
    take (self, NULL);
  update_status (self);
}

/* --- life --- */

static void
graft_project_holder_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  GraftProjectHolder *self = GRAFT_PROJECT_HOLDER (object);

  switch (id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->opening != NULL);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_project_holder_dispose (GObject *object)
{
  GraftProjectHolder *self = GRAFT_PROJECT_HOLDER (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  let_go (self);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (graft_project_holder_parent_class)->dispose (object);
}

static void
graft_project_holder_finalize (GObject *object)
{
  g_free (GRAFT_PROJECT_HOLDER (object)->status);
  G_OBJECT_CLASS (graft_project_holder_parent_class)->finalize (object);
}

static void
graft_project_holder_class_init (GraftProjectHolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = graft_project_holder_get_property;
  object_class->dispose = graft_project_holder_dispose;
  object_class->finalize = graft_project_holder_finalize;
  properties[PROP_PROJECT] =
      g_param_spec_object ("project", NULL, NULL, GRAFT_TYPE_PROJECT, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CLOSING] =
      g_signal_new ("closing", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_OBJECT_CLASS_TYPE (klass),
                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
graft_project_holder_init (GraftProjectHolder *self)
{
  self->status = g_strdup ("");
}

GraftProjectHolder *
graft_project_holder_new (GSettings *settings)
{
  GraftProjectHolder *self = g_object_new (GRAFT_TYPE_PROJECT_HOLDER, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  return self;
}
