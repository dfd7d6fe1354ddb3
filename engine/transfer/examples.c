/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in experiments. Their files are assets/examples/ID.experiment, compiled in as
 * text by meson.build; label, description and method here repeat the file so that they
 * can be translated and listed, and tests/unit/test-experiment.c holds both to the same
 * words. */
#include "engine/transfer/catalogue.h"

#include "engine/transfer/example-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GraftExampleInfo examples[] = {
  { "digits-dann", N_ ("Digits: printed → textured"),
    N_ ("A network learns printed digits and has to read digits on textures without any "
        "label for them. Watch the two clouds meet; t-SNE shows it class by class."),
    "dann", GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, GRAFT_EXAMPLE_DIGITS_DANN },
  { "moons-dann", N_ ("Two moons"),
    N_ ("Two half moons are the source; the target is turned by 35 degrees and has no "
        "labels. Watch its points glide onto those of the source, and how far the twin "
        "stays behind."),
    "dann", GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, GRAFT_EXAMPLE_MOONS_DANN },
};

const GraftExampleInfo *
graft_catalogue_get_example (gsize index)
{
  return index < G_N_ELEMENTS (examples) ? &examples[index] : NULL;
}

const GraftExampleInfo *
graft_catalogue_find_example (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    if (strcmp (examples[i].id, id) == 0)
      return &examples[i];
  return NULL;
}
