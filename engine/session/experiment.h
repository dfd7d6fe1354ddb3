/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment: method, source, target, network, parameters and seeds, as plain text
 * (GKeyFile; the keys are in README). Reading checks every key and value and names the
 * line. */
#pragma once

#include "engine/base/param.h"

G_BEGIN_DECLS

typedef struct _GraftExperiment GraftExperiment;

typedef enum
{
  GRAFT_SOURCE,
  GRAFT_TARGET,
  GRAFT_N_DOMAINS
} GraftDomain;

/* Errors: GRAFT_PARAM_ERROR and GRAFT_IO_ERROR; the message is one line,
 * "FILE:LINE: what is wrong; what would be right". Data files are not opened yet. */
GraftExperiment *graft_experiment_load (const char *path, GError **error);
GraftExperiment *graft_experiment_parse (const char *text,
                                         const char *name,
                                         const char *folder,
                                         GError **error);
/* A built-in example by id. */
GraftExperiment *graft_experiment_example (const char *id, GError **error);
GraftExperiment *graft_experiment_ref (GraftExperiment *self);
GraftExperiment *graft_experiment_dup (GraftExperiment *self);
void graft_experiment_unref (GraftExperiment *self);
/* The file again, canonical: keys that differ from the default, in a fixed order. */
char *graft_experiment_to_text (GraftExperiment *self);

const char *graft_experiment_get_title (GraftExperiment *self);
const char *graft_experiment_get_description (GraftExperiment *self); /* or NULL */
const char *graft_experiment_get_method (GraftExperiment *self);      /* id */
const char *
graft_experiment_get_preset (GraftExperiment *self); /* id, or NULL for layers= */
/* As written in data=, e.g. "builtin:printed-digits" */
const char *graft_experiment_get_data (GraftExperiment *self, GraftDomain domain);
guint64 graft_experiment_get_seed (GraftExperiment *self);
guint graft_experiment_get_seeds (GraftExperiment *self);
/* Training parameters followed by the method's own. Borrowed; set values on it before the
 * experiment is given to a session, which takes its own copy. */
GraftParams *graft_experiment_get_params (GraftExperiment *self);

/* Changing the method keeps the values of parameters that both share. */
gboolean
graft_experiment_set_method (GraftExperiment *self, const char *id, GError **error);
/* Any "group.key" or parameter key, as --set does: "method.epochs", "seed", "lambda_max".
 */
gboolean graft_experiment_set (GraftExperiment *self,
                               const char *key,
                               const char *text,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftExperiment, graft_experiment_unref)

G_END_DECLS
