/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the session reads of an experiment beyond experiment.h. Private to the engine. */
#pragma once

#include "engine/session/experiment.h"
#include "engine/tensor/shape.h"

G_BEGIN_DECLS

/**
 * GraftExperimentData:
 * @data: training items as in "data="; NULL only for the target of a method that needs
 * none
 * @labels: (nullable): "labels="; @test: (nullable): "test="; @test_labels: (nullable)
 * @limit, @per_class: seeded subsets of the training items; 0: all
 * @photos: (nullable): folder of photos for "mnistm:" data
 * @line: of "data=" in the file, for messages about its content; 0 when set by program
 */
typedef struct
{
  char *data;
  char *labels;
  char *test;
  char *test_labels;
  char *photos;
  gsize limit;
  gsize test_limit;
  gsize per_class;
  guint line;
} GraftExperimentData;

const GraftExperimentData *graft_experiment_peek_domain (GraftExperiment *self,
                                                         GraftDomain domain);
/* File name for messages, and the folder that relative paths start from. */
const char *graft_experiment_get_name (GraftExperiment *self);
const char *graft_experiment_get_folder (GraftExperiment *self);
/* "[network] input=28x28x3"; FALSE when it is to follow from the source. */
gboolean graft_experiment_get_input (GraftExperiment *self, GraftShape *input);
/* "[network] layers=": a chain for the features, or NULL. */
const char *graft_experiment_get_layers (GraftExperiment *self);
guint graft_experiment_get_snapshots (GraftExperiment *self);
/* Items of each domain in the probe sample: "[report] probe=", 1000 unless said. */
guint graft_experiment_get_probe (GraftExperiment *self);

G_END_DECLS
