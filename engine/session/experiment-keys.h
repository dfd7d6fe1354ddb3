/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of an experiment file outside [method], as a table: reading, --set, writing
 * and the nearest known word all come from it. Private to engine/session. */
#pragma once

#include "engine/session/experiment-private.h"

#include <stdatomic.h>

G_BEGIN_DECLS

/* Everything is owned. @preset and @layers: exactly one in a loaded experiment. */
struct _GraftExperiment
{
  atomic_int references;
  char *name;
  char *folder;
  char *title;
  char *description;
  char *method;
  guint64 seed;
  gsize seeds;
  GraftExperimentData domains[GRAFT_N_DOMAINS];
  char *preset;
  char *layers;
  GraftShape input; /* rank 0: follows from the source */
  gsize snapshots;
  gsize probe;
  GraftParams *params;
};

typedef enum
{
  GRAFT_KEY_TEXT,
  GRAFT_KEY_METHOD,
  GRAFT_KEY_PRESET,
  GRAFT_KEY_LAYERS,
  GRAFT_KEY_SHAPE,
  GRAFT_KEY_SEED,  /* guint64 */
  GRAFT_KEY_COUNT, /* gsize */
} GraftKeyKind;

/**
 * GraftExperimentKey:
 * @offset: of the field in #_GraftExperiment
 * @min, @max, @fallback: of numbers
 */
typedef struct
{
  const char *group;
  const char *key;
  GraftKeyKind kind;
  gsize offset;
  guint64 min;
  guint64 max;
  guint64 fallback;
} GraftExperimentKey;

/* NULL past the end; keys of a group stand together. */
const GraftExperimentKey *graft_experiment_key_get (gsize index);
/* @group NULL finds a key that is in one group only. */
const GraftExperimentKey *graft_experiment_key_find (const char *group, const char *key);
/* Sets every field to its default. */
void graft_experiment_keys_reset (GraftExperiment *self);
void graft_experiment_keys_copy (GraftExperiment *to, const GraftExperiment *from);
void graft_experiment_keys_clear (GraftExperiment *self);
/* Errors: GRAFT_PARAM_ERROR, without file and line. */
gboolean graft_experiment_key_parse (const GraftExperimentKey *key,
                                     GraftExperiment *self,
                                     const char *text,
                                     GError **error);
/* As it stands in a file; NULL when it is the default. */
char *graft_experiment_key_print (const GraftExperimentKey *key, GraftExperiment *self);
/* Fills @error with the nearest known key of @group, or of all groups when it is NULL. */
gboolean graft_experiment_key_fail_unknown (GraftExperiment *self,
                                            const char *group,
                                            const char *key,
                                            GError **error);
/* FALSE with the nearest known group in @error. */
gboolean graft_experiment_group_check (const char *group, GError **error);

G_END_DECLS
