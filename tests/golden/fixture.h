/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference cases written by the tests themselves, each in a folder that is removed after
 * it. */
#pragma once

#include "engine/golden/golden.h"

typedef struct
{
  guint count[GRAFT_GOLDEN_SKIPPED + 1];
  char *detail; /* of the last case; free it */
} Tally;

typedef struct
{
  char *folder;
} Fixture;

/* For graft_golden_run(), with a Tally. */
void tally_cb (const char *name,
               GraftGoldenOutcome outcome,
               const char *detail,
               gpointer data);
void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
void
fixture_write (Fixture *fixture, const char *folder, const char *name, const char *text);
/* The only case of the index. */
void fixture_write_case (Fixture *fixture, const char *name, const char *manifest);
Tally fixture_run (Fixture *fixture);
/* Each of @n names and manifests comes out as @outcome, with one line. */
void fixture_expect (Fixture *fixture,
                     const char *const (*manifests)[2],
                     gsize n,
                     GraftGoldenOutcome outcome);
