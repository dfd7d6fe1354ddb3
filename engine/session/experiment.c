/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See experiment.h. Keys are a table in experiment-keys.c, lines are read by key-text.c;
 * here is what belongs together: a method with its parameters, what must not be missing,
 * references. */
#include "engine/session/experiment.h"

#include "engine/base/error.h"
#include "engine/session/experiment-keys.h"
#include "engine/session/key-text.h"
#include "engine/transfer/method.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* No experiment is that long; a file that is, is something else. */
#define FILE_MAX (1024 * 1024)

static GraftExperiment *
experiment_new (const char *name, const char *folder)
{
  GraftExperiment *self = g_new0 (GraftExperiment, 1);

  atomic_init (&self->references, 1);
  self->name = g_strdup (name);
  self->folder = g_strdup (folder != NULL ? folder : ".");
  graft_experiment_keys_reset (self);
  return self;
}

GraftExperiment *
graft_experiment_ref (GraftExperiment *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_experiment_unref (GraftExperiment *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  graft_experiment_keys_clear (self);
  graft_params_free (self->params);
  g_free (self->name);
  g_free (self->folder);
  g_free (self);
}

GraftExperiment *
graft_experiment_dup (GraftExperiment *self)
{
  GraftExperiment *copy = experiment_new (self->name, self->folder);

  graft_experiment_keys_copy (copy, self);
  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    copy->domains[d].line = self->domains[d].line;
  copy->params = graft_params_dup (self->params);
  return copy;
}

/* Parameters of the method @self names, at their defaults; values of the ones before are
 * kept where both methods have the key and allow the value. */
static void
renew_params (GraftExperiment *self)
{
  const GraftMethodInfo *info = graft_catalogue_find_method (self->method);
  GraftParams *fresh = graft_params_new_joined (
      graft_training_params, graft_n_training_params, info->params, info->n_params);

  for (gsize i = 0; self->params != NULL && i < graft_params_get_n (fresh); i++)
    {
      const char *key = graft_params_peek (fresh, i)->key;

      if (graft_params_find (self->params, key) != NULL)
        {
          g_autofree char *text = graft_params_get_text (self->params, key);

          /* A value that this method refuses stays at the default. */
          graft_params_set_text (fresh, key, text, NULL);
        }
    }
  graft_params_free (self->params);
  self->params = fresh;
}

/* Reading */

static gboolean
apply_line (GraftExperiment *self, const GraftKeyLine *line, GError **error)
{
  const GraftExperimentKey *key;

  if (!graft_experiment_group_check (line->group, error))
    return FALSE;
  if (line->key == NULL)
    return TRUE;
  if (strcmp (line->group, "method") == 0)
    {
      if (graft_params_find (self->params, line->key) != NULL)
        return graft_params_set_text (self->params, line->key, line->value, error);
      return graft_experiment_key_fail_unknown (self, line->group, line->key, error);
    }
  key = graft_experiment_key_find (line->group, line->key);
  if (key == NULL)
    return graft_experiment_key_fail_unknown (self, line->group, line->key, error);
  return graft_experiment_key_parse (key, self, line->value, error);
}

/* Puts "FILE:LINE: " before the message, and a hint behind it where a comment was tried.
 */
static gboolean
blame (GraftExperiment *self, const GraftKeyLine *line, GError **error)
{
  if (error != NULL && line->value != NULL && strstr (line->value, " #") != NULL)
    {
      char *message = g_strconcat ((*error)->message,
                                   " (comments stand on lines of their own)", NULL);

      g_free ((*error)->message);
      (*error)->message = message;
    }
  g_prefix_error (error, "%s:%u: ", self->name, line->line);
  return FALSE;
}

static gboolean
fail_missing (GraftExperiment *self,
              GPtrArray *lines,
              const char *group,
              const char *what,
              GError **error)
{
  const GraftKeyLine *opening = graft_key_text_find (lines, group, NULL);
  guint line = opening != NULL ? opening->line : 0;

  for (guint i = 0; opening == NULL && i < lines->len; i++)
    line = ((GraftKeyLine *)lines->pdata[i])->line;
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING, "%s:%u: %s %s",
               self->name, MAX (line, 1),
               opening != NULL ? "this group lacks a line:" : "the file ends without",
               what);
  return FALSE;
}

static gboolean
read_method (GraftExperiment *self, GPtrArray *lines, GError **error)
{
  const GraftKeyLine *line = graft_key_text_find (lines, "experiment", "method");

  if (line == NULL)
    {
      /* A group or key that is only misspelt explains more than that "method" is missing.
       */
      for (guint i = 0; i < lines->len; i++)
        {
          const GraftKeyLine *other = lines->pdata[i];

          if (!graft_experiment_group_check (other->group, error) ||
              (other->key != NULL && strcmp (other->group, "experiment") == 0 &&
               graft_experiment_key_find ("experiment", other->key) == NULL &&
               !graft_experiment_key_fail_unknown (self, "experiment", other->key,
                                                   error)))
            return blame (self, other, error);
        }
      return fail_missing (self, lines, "experiment",
                           "“method=” in [experiment], for example method=dann", error);
    }
  if (!apply_line (self, line, error))
    return blame (self, line, error);
  renew_params (self);
  return TRUE;
}

static gboolean
check_complete (GraftExperiment *self, GPtrArray *lines, GError **error)
{
  const GraftMethodInfo *info = graft_catalogue_find_method (self->method);

  if (self->domains[GRAFT_SOURCE].data == NULL)
    return fail_missing (self, lines, "source",
                         "“data=” in [source], for example data=builtin:moons-source",
                         error);
  if (self->domains[GRAFT_TARGET].data == NULL &&
      (info->flags & GRAFT_METHOD_NEEDS_TARGET) != 0)
    return fail_missing (self, lines, "target",
                         "“data=” in [target]: the method needs target items", error);
  if (self->preset == NULL && self->layers == NULL)
    return fail_missing (
        self, lines, "network",
        "“preset=” or “layers=” in [network], for example preset=dann-mnist", error);
  return TRUE;
}

static gboolean
check_network (GraftExperiment *self, GPtrArray *lines, GError **error)
{
  const GraftKeyLine *preset = graft_key_text_find (lines, "network", "preset");
  const GraftKeyLine *layers = graft_key_text_find (lines, "network", "layers");

  if (preset == NULL || layers == NULL)
    return TRUE;
  g_set_error (
      error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
      "%s:%u: “preset” and “layers” both name a network; leave one of the two out",
      self->name, MAX (preset->line, layers->line));
  return FALSE;
}

static void
note_lines (GraftExperiment *self, GPtrArray *lines)
{
  const GraftKeyLine *source = graft_key_text_find (lines, "source", "data");
  const GraftKeyLine *target = graft_key_text_find (lines, "target", "data");

  self->domains[GRAFT_SOURCE].line = source != NULL ? source->line : 0;
  self->domains[GRAFT_TARGET].line = target != NULL ? target->line : 0;
}

/* The file's name without folder and ending. */
static char *
title_from_name (const char *name)
{
  char *title = g_path_get_basename (name);
  char *dot = strrchr (title, '.');

  if (dot != NULL && dot != title)
    *dot = '\0';
  return title;
}

static GraftExperiment *
parse (const char *text, const char *name, const char *folder, GError **error)
{
  g_autoptr (GraftExperiment) self = experiment_new (name, folder);
  g_autoptr (GPtrArray) lines = graft_key_text_parse (text, name, error);
  g_autoptr (GError) cause = NULL;

  if (lines == NULL || !read_method (self, lines, error))
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!apply_line (self, lines->pdata[i], &cause))
      {
        blame (self, lines->pdata[i], &cause);
        g_propagate_error (error, g_steal_pointer (&cause));
        return NULL;
      }
  if (!check_network (self, lines, error) || !check_complete (self, lines, error))
    return NULL;
  note_lines (self, lines);
  if (self->title == NULL)
    self->title = title_from_name (name);
  return g_steal_pointer (&self);
}

/* A value may hold a line break, written \\n; the message that quotes it stays one line.
 */
static void
keep_one_line (GError *error)
{
  for (char *p = error->message; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
}

/**
 * graft_experiment_parse:
 * @text: an experiment file, UTF-8
 * @name: what messages call it
 * @folder: (nullable): where relative paths start; NULL is the current folder
 *
 * Errors: GRAFT_IO_ERROR_FORMAT for lines that are no key file, GRAFT_PARAM_ERROR for
 * what they say; every message starts with "@name:line: ".
 *
 * Returns: (transfer full): the experiment, or NULL
 */
GraftExperiment *
graft_experiment_parse (const char *text,
                        const char *name,
                        const char *folder,
                        GError **error)
{
  GError *cause = NULL;
  GraftExperiment *self = parse (text, name, folder, &cause);

  if (self == NULL)
    {
      keep_one_line (cause);
      g_propagate_error (error, cause);
    }
  return self;
}

/* At most FILE_MAX bytes, also of a pipe or a device, which have no length to ask for
 * first. */
static char *
read_file (const char *path, GError **error)
{
  g_autofree char *text = g_malloc (FILE_MAX + 2);
  FILE *file = fopen (path, "rbe");
  gsize length = 0;
  int failure = errno;

  if (file != NULL)
    {
      length = fread (text, 1, FILE_MAX + 1, file);
      failure = ferror (file) ? errno : 0;
      fclose (file);
    }
  if (file == NULL || failure != 0)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s: cannot be read: %s",
                   path, g_strerror (failure));
      return NULL;
    }
  text[MIN (length, FILE_MAX + 1)] = '\0';
  if (length > FILE_MAX)
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE,
                 "%s: is larger than 1 MiB; an experiment file is a few lines of text",
                 path);
  else if (strspn (text, " \t\r\n") == length)
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                 "%s: is empty; an experiment starts with [experiment] and method=dann",
                 path);
  else if (!g_utf8_validate (text, (gssize)length, NULL))
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                 "%s: is not text in UTF-8; save it with that encoding", path);
  else
    return g_steal_pointer (&text);
  return NULL;
}

GraftExperiment *
graft_experiment_load (const char *path, GError **error)
{
  g_autofree char *text = read_file (path, error);
  g_autofree char *folder = g_path_get_dirname (path);

  return text != NULL ? graft_experiment_parse (text, path, folder, error) : NULL;
}

GraftExperiment *
graft_experiment_example (const char *id, GError **error)
{
  const GraftExampleInfo *info = graft_catalogue_find_example (id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *all = NULL;
  g_autofree char *name = g_strconcat (id, ".experiment", NULL);

  if (info != NULL)
    return graft_experiment_parse (info->text, name, NULL, error);
  for (gsize i = 0; (info = graft_catalogue_get_example (i)) != NULL; i++)
    g_ptr_array_add (ids, (gpointer)info->id);
  g_ptr_array_add (ids, NULL);
  all = g_strjoinv (", ", (char **)ids->pdata);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "there is no built-in example “%s”; known are %s", id, all);
  return NULL;
}

/* Changing */

gboolean
graft_experiment_set_method (GraftExperiment *self, const char *id, GError **error)
{
  if (!graft_experiment_key_parse (graft_experiment_key_find ("experiment", "method"),
                                   self, id, error))
    return FALSE;
  renew_params (self);
  return TRUE;
}

/* "limit" alone could mean both domains. */
static gboolean
fail_ambiguous (const char *key, GError **error)
{
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "“%s” is a key of [source] and of [target]; write source.%s or target.%s",
               key, key, key);
  return FALSE;
}

static gboolean
set_in_group (GraftExperiment *self,
              const char *group,
              const char *key,
              const char *text,
              GError **error)
{
  GraftKeyLine line = { .group = (char *)group,
                        .key = (char *)key,
                        .value = (char *)text };

  if (strcmp (group, "experiment") == 0 && strcmp (key, "method") == 0)
    return graft_experiment_set_method (self, text, error);
  return apply_line (self, &line, error);
}

gboolean
graft_experiment_set (GraftExperiment *self,
                      const char *key,
                      const char *text,
                      GError **error)
{
  const char *dot = strchr (key, '.');
  const GraftExperimentKey *found;
  g_autofree char *group = NULL;

  if (!g_utf8_validate (key, -1, NULL) || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                           "key and value must be text in UTF-8");
      return FALSE;
    }
  if (dot != NULL)
    {
      group = g_strndup (key, (gsize)(dot - key));
      return set_in_group (self, group, dot + 1, text, error);
    }
  if (graft_params_find (self->params, key) != NULL)
    return graft_params_set_text (self->params, key, text, error);
  found = graft_experiment_key_find (NULL, key);
  if (found != NULL)
    return set_in_group (self, found->group, key, text, error);
  if (graft_experiment_key_find ("source", key) != NULL)
    return fail_ambiguous (key, error);
  return graft_experiment_key_fail_unknown (self, NULL, key, error);
}

/* Writing */

static void
write_key (
    GString *text, gboolean *open, const char *group, const char *key, const char *value)
{
  g_autofree char *escaped = graft_key_text_escape (value);

  if (!*open)
    g_string_append_printf (text, "%s[%s]\n", text->len > 0 ? "\n" : "", group);
  *open = TRUE;
  g_string_append_printf (text, "%s=%s\n", key, escaped);
}

static void
write_params (GString *text, const GraftParams *params)
{
  gboolean open = FALSE;

  for (gsize i = 0; i < graft_params_get_n (params); i++)
    {
      const GraftParam *param = graft_params_peek (params, i);
      g_autofree char *value = graft_params_get_text (params, param->key);

      if (graft_params_get (params, param->key) < param->value ||
          graft_params_get (params, param->key) > param->value)
        write_key (text, &open, "method", param->key, value);
    }
}

char *
graft_experiment_to_text (GraftExperiment *self)
{
  GString *text = g_string_new (NULL);
  const GraftExperimentKey *key, *previous = NULL;
  gboolean open = FALSE;

  for (gsize i = 0; (key = graft_experiment_key_get (i)) != NULL; i++)
    {
      g_autofree char *value = graft_experiment_key_print (key, self);

      if (previous != NULL && strcmp (previous->group, key->group) != 0)
        {
          open = FALSE;
          if (strcmp (key->group, "report") == 0)
            write_params (text, self->params);
        }
      if (value != NULL)
        write_key (text, &open, key->group, key->key, value);
      previous = key;
    }
  return g_string_free (text, FALSE);
}

/* Reading off */

const char *
graft_experiment_get_title (GraftExperiment *self)
{
  return self->title;
}

const char *
graft_experiment_get_description (GraftExperiment *self)
{
  return self->description;
}

const char *
graft_experiment_get_method (GraftExperiment *self)
{
  return self->method;
}

const char *
graft_experiment_get_preset (GraftExperiment *self)
{
  return self->preset;
}

const char *
graft_experiment_get_data (GraftExperiment *self, GraftDomain domain)
{
  g_return_val_if_fail (domain < GRAFT_N_DOMAINS, NULL);
  return self->domains[domain].data;
}

guint64
graft_experiment_get_seed (GraftExperiment *self)
{
  return self->seed;
}

guint
graft_experiment_get_seeds (GraftExperiment *self)
{
  return (guint)self->seeds;
}

GraftParams *
graft_experiment_get_params (GraftExperiment *self)
{
  return self->params;
}

const GraftExperimentData *
graft_experiment_peek_domain (GraftExperiment *self, GraftDomain domain)
{
  g_return_val_if_fail (domain < GRAFT_N_DOMAINS, NULL);
  return &self->domains[domain];
}

const char *
graft_experiment_get_name (GraftExperiment *self)
{
  return self->name;
}

const char *
graft_experiment_get_folder (GraftExperiment *self)
{
  return self->folder;
}

gboolean
graft_experiment_get_input (GraftExperiment *self, GraftShape *input)
{
  *input = self->input;
  return self->input.rank != 0;
}

const char *
graft_experiment_get_layers (GraftExperiment *self)
{
  return self->layers;
}

guint
graft_experiment_get_snapshots (GraftExperiment *self)
{
  return (guint)self->snapshots;
}

guint
graft_experiment_get_probe (GraftExperiment *self)
{
  return (guint)self->probe;
}
