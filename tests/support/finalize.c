/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See finalize.h. */
#include "tests/support/finalize.h"

/* Seconds. */
#define PATIENCE 20

static gboolean
expired_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
test_wait_gone (gpointer *weak)
{
  gboolean expired = FALSE;
  guint limit = g_timeout_add_seconds (PATIENCE, expired_cb, &expired);

  while (*weak != NULL && !expired)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_assert_null (*weak);
}

void
test_finalize (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  test_wait_gone (&weak);
}
