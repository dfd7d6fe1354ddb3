/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of experiment files; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/session/experiment.h"

GBytes *
fuzz_seed (gsize index)
{
  static const char text[] =
      "# a comment\n[experiment]\ntitle=Two moons\nmethod=dann\nseed=1\nseeds=3\n"
      "[source]\ndata=builtin:moons-source\nlimit=100\n"
      "[target]\ndata=builtin:moons-target;idx:a\nlabels=b\n"
      "[network]\npreset=dann-mnist\ninput=28x28x3\n"
      "[method]\nepochs=10\nlearning_rate=0.01\nlambda_max=1\nschedule=cosine\n"
      "[report]\nsnapshots=5\n";

  return index == 0 ? g_bytes_new_static (text, sizeof text - 1) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "fuzz", NULL, &error);

  if (experiment == NULL)
    fuzz_check_error (error);
  return 0;
}
