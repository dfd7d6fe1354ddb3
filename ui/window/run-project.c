/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of run-controller.h about an open project: experiments that read its sets. */
#include "ui/window/run-controller-private.h"

#include "graft-config.h"

#include <glib/gi18n.h>
#include <string.h>

#define DATA_KIND "project:"

static char *
data_of (GraftRunController *self, GraftProjectSet *set)
{
  return g_strdup_printf (DATA_KIND "%s#%s", graft_project_get_path (self->project),
                          graft_project_set_get_name (set));
}

/* The name of the set of this project that @data is; NULL when it is something else. A
 * kept experiment writes "project:#SET", wherever the project lies. */
static const char *
set_name (GraftRunController *self, const char *data)
{
  const char *path =
      self->project != NULL ? graft_project_get_path (self->project) : NULL;

  if (data == NULL || path == NULL || !g_str_has_prefix (data, DATA_KIND))
    return NULL;
  data += strlen (DATA_KIND);
  if (g_str_has_prefix (data, path))
    data += strlen (path);
  return *data == '#' ? data + 1 : NULL;
}

GraftProjectSet *
graft_run_controller_find_set (GraftRunController *self, GraftDomain domain)
{
  const char *data = self->experiment != NULL
                         ? graft_experiment_get_data (self->experiment, domain)
                         : NULL;
  const char *name = set_name (self, data);

  return name != NULL ? graft_project_find_set (self->project, name) : NULL;
}

/* Several data sets may be one source. */
static gboolean
reads_set (GraftRunController *self, GraftDomain domain)
{
  const char *data = self->experiment != NULL
                         ? graft_experiment_get_data (self->experiment, domain)
                         : NULL;
  g_auto (GStrv) parts = data != NULL ? g_strsplit (data, ";", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (set_name (self, g_strstrip (parts[i])) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
graft_run_controller_reads_project (GraftRunController *self)
{
  return reads_set (self, GRAFT_SOURCE) || reads_set (self, GRAFT_TARGET);
}

/* A semicolon begins the next of several data sets, and there is no writing around it. */
static gboolean
check_name (const char *data, GError **error)
{
  if (strpbrk (data, ";\n\r") == NULL)
    return TRUE;
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
               _ ("%s: a semicolon or a line break in the name of a project or of a data "
                  "set cannot be written in an experiment; rename it"),
               data);
  return FALSE;
}

static gboolean
set_data (GraftRunController *self,
          GraftExperiment *experiment,
          GraftDomain domain,
          GraftProjectSet *set,
          GError **error)
{
  g_autofree char *data = data_of (self, set);
  const gboolean source = domain == GRAFT_SOURCE;

  return check_name (data, error) &&
         graft_experiment_set (experiment, source ? "source.data" : "target.data", data,
                               error) &&
         graft_experiment_set (experiment, source ? "source.test" : "target.test", data,
                               error);
}

gboolean
graft_run_controller_set_data (GraftRunController *self,
                               GraftDomain domain,
                               GraftProjectSet *set,
                               GError **error)
{
  g_autoptr (GraftExperiment) experiment = NULL;

  g_return_val_if_fail (self->project != NULL && self->experiment != NULL, FALSE);
  g_return_val_if_fail (!graft_run_controller_is_active (self), FALSE);

  if (graft_run_controller_find_set (self, domain) == set)
    return TRUE;
  experiment = graft_experiment_dup (self->experiment);
  if (!set_data (self, experiment, domain, set, error))
    return FALSE;
  graft_run_controller_take_experiment (self, g_steal_pointer (&experiment));
  return TRUE;
}

/* Every class of @target is one that @source can teach. */
static gboolean
can_teach (GraftProjectSet *source, GraftProjectSet *target)
{
  for (guint i = 0; i < graft_project_set_get_n_classes (target); i++)
    if (graft_project_set_find_class (
            source, graft_project_set_get_class_name (target, i)) == GRAFT_CLASS_NONE)
      return FALSE;
  return graft_project_set_get_kind (source) == graft_project_set_get_kind (target);
}

/* The largest set that @source can teach; lent by the model, or NULL. */
static GraftProjectSet *
guess_target (GListModel *sets, GraftProjectSet *source)
{
  GraftProjectSet *target = NULL;
  gsize most = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      if (set == source || graft_project_set_get_n_items (set) <= most ||
          !can_teach (source, set))
        continue;
      most = graft_project_set_get_n_items (set);
      target = set;
    }
  return target;
}

/* The source is the set with most labels, first of all among those that have a target. */
static void
guess_sets (GraftProject *project, GraftProjectSet *guess[GRAFT_N_DOMAINS])
{
  GListModel *sets = graft_project_get_sets (project);
  gsize most = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);
      GraftProjectSet *target = guess_target (sets, set);
      gsize labelled = graft_project_set_get_n_labelled (set);

      if (labelled == 0 || (target == NULL && guess[GRAFT_TARGET] != NULL))
        continue;
      if (labelled <= most && (target == NULL || guess[GRAFT_TARGET] != NULL))
        continue;
      most = labelled;
      guess[GRAFT_SOURCE] = set;
      guess[GRAFT_TARGET] = target;
    }
}

/* A few hundred pictures need many passes in small batches, each a little different. */
static void
suit_pictures (GKeyFile *file)
{
  g_key_file_set_string (file, "network", "preset", "photo-small");
  g_key_file_set_string (file, "network", "input", "48x48x3");
  g_key_file_set_string (file, "method", "epochs", "60");
  g_key_file_set_string (file, "method", "batch", "64");
  g_key_file_set_string (file, "method", "crop_padding", "4");
  g_key_file_set_string (file, "method", "flip", "true");
}

static char *
experiment_text (GraftRunController *self, GraftProjectSet *sets[GRAFT_N_DOMAINS])
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GraftProjectSet *target = sets[GRAFT_TARGET];
  GraftProjectSet *source = sets[GRAFT_SOURCE];
  g_autofree char *source_data = data_of (self, source);
  g_autofree char *target_data = data_of (self, target != NULL ? target : source);
  g_autofree char *title =
      g_strdup_printf ("%s → %s", graft_project_set_get_name (source),
                       graft_project_set_get_name (target != NULL ? target : source));

  g_key_file_set_string (file, "experiment", "title", title);
  g_key_file_set_string (file, "experiment", "method",
                         target != NULL ? "dann" : "source-only");
  g_key_file_set_string (file, "source", "data", source_data);
  g_key_file_set_string (file, "source", "test", source_data);
  g_key_file_set_string (file, "target", "data", target_data);
  g_key_file_set_string (file, "target", "test", target_data);
  if (graft_project_set_get_kind (source) == GRAFT_SET_IMAGES)
    suit_pictures (file);
  else
    g_key_file_set_string (file, "network", "preset", "mlp");
  return g_key_file_to_data (file, NULL, NULL);
}

gboolean
graft_run_controller_open_sets (GraftRunController *self, GError **error)
{
  GraftProjectSet *sets[GRAFT_N_DOMAINS] = { NULL, NULL };
  g_autofree char *text = NULL, *data = NULL;
  GraftExperiment *experiment;

  g_return_val_if_fail (self->project != NULL, FALSE);

  guess_sets (self->project, sets);
  if (sets[GRAFT_SOURCE] == NULL)
    {
      g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                           _ ("No data set of this project has labels yet; label a few "
                              "items on the Data page first"));
      return FALSE;
    }
  data = data_of (self, sets[GRAFT_SOURCE]);
  if (!check_name (data, error))
    return FALSE;
  text = experiment_text (self, sets);
  experiment =
      graft_experiment_parse (text, graft_project_get_name (self->project), NULL, error);
  if (experiment != NULL)
    graft_run_controller_take_experiment (self, experiment);
  return experiment != NULL;
}

GraftProject *
graft_run_controller_get_project (GraftRunController *self)
{
  return self->project;
}

void
graft_run_controller_set_project (GraftRunController *self, GraftProject *project)
{
  if (g_set_object (&self->project, project))
    g_signal_emit_by_name (self, "project-changed");
}
