/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to hold for every method of the registry that adapts: without its adaptation
 * term it is its source-only twin, bit for bit, and with it it is not. A new method is
 * tested here by being in the list. */
#include "engine/transfer/method.h"
#include "tests/support/session-watch.h"

#include <string.h>

/* The curves of the label loss, of the twin's, and of the domain loss, to the last bit.
 */
static void
run (const char *method,
     double lambda,
     char **label_loss,
     char **twin_label_loss,
     char **domain_loss)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "method=dann", 2);
  g_autofree char *named = g_strdup_printf ("method=%s", method);
  g_autofree char *start = g_strjoinv (named, parts);
  g_autofree char *text = g_strdup_printf ("%slambda_max=%g\n", start, lambda);
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

  graft_watch_run (watch);
  *label_loss = graft_watch_dup_curve (watch, GRAFT_CURVE_LABEL_LOSS);
  *twin_label_loss = graft_watch_dup_curve (watch, GRAFT_CURVE_TWIN_LABEL_LOSS);
  *domain_loss = graft_watch_dup_curve (watch, GRAFT_CURVE_DOMAIN_LOSS);
}

static void
check_twin (gconstpointer data)
{
  const GraftMethodInfo *info = data;
  g_autofree char *own = NULL, *twin = NULL, *domain = NULL;
  g_autofree char *other = NULL, *other_twin = NULL, *other_domain = NULL;

  run (info->id, 0, &own, &twin, &domain);
  g_assert_cmpuint (strlen (own), >, 0);
  g_assert_cmpstr (own, ==, twin);
  run (info->id, 1, &other, &other_twin, &other_domain);
  g_assert_cmpstr (other_twin, ==, twin);
  g_assert_cmpstr (other, !=, own);
  /* What it makes small, or what its adversary plays for, is there to be seen. */
  g_assert_cmpuint (strlen (other_domain), >, 0);
}

int
main (int argc, char **argv)
{
  const GraftMethodClass *klass;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; (klass = graft_method_class_get (i)) != NULL; i++)
    if (klass->lambda != NULL)
      {
        g_autofree char *path = g_strdup_printf ("/methods/%s/twin", klass->info.id);

        g_test_add_data_func (path, &klass->info, check_twin);
      }
  return g_test_run ();
}
