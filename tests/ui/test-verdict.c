/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict in words, as the screen shows them: true minus signs, figures that stay
 * whole in right-to-left languages, and the panel that says them. */
#include "tests/ui/fake-engine.h"
#include "ui/plot/gauge.h"
#include "ui/train/verdict-panel.h"
#include "ui/train/verdict-text.h"
#include "ui/window/format.h"

#include <adwaita.h>
#include <math.h>

#define LRI "\u2066"
#define PDI "\u2069"

static void
assert_shown (const char *text, const char *wanted)
{
  g_autofree char *shown = graft_format_for_screen (text);

  g_assert_cmpstr (shown, ==, wanted);
}

static void
test_figures (void)
{
  g_autofree char *isolated = graft_format_isolate ("71.6\u00a0%");

  g_assert_cmpstr (isolated, ==, LRI "71.6\u00a0%" PDI);
  assert_shown ("", "");
  assert_shown ("Nothing to count, A-distance.", "Nothing to count, A-distance.");
  assert_shown ("from -1.5 to +1.9 points.",
                "from " LRI "\u22121.5" PDI " to " LRI "+1.9" PDI " points.");
  assert_shown ("41 % of the way", LRI "41\u00a0%" PDI " of the way");
  assert_shown ("epoch 3.", "epoch " LRI "3" PDI ".");
  assert_shown ("A-2 and v1", "A-2 and v1");
  assert_shown ("\u22120.9\u00a0%", LRI "\u22120.9\u00a0%" PDI);
}

static void
test_distance (void)
{
  GraftVerdict verdict = { .a_before = 1, .a_after = 1.29 };
  g_autofree char *apart = graft_verdict_distance_text (&verdict);
  g_autofree char *closer = NULL, *unknown = NULL;

  g_assert_true (g_str_has_prefix (apart, "Farther apart than before."));
  verdict.a_after = -0.02;
  closer = graft_verdict_distance_text (&verdict);
  g_assert_true (g_str_has_prefix (closer, "Closer than before."));
  g_assert_nonnull (strstr (closer, "\u22120.02 now"));
  verdict.a_before = verdict.a_after = NAN;
  unknown = graft_verdict_distance_text (&verdict);
  g_assert_cmpstr (unknown, ==, "The proxy A-distance is not known yet.");
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("the run did not end within five seconds");
}

static void
test_panel (void)
{
  g_autoptr (GraftRunController) controller = graft_run_controller_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *panel = g_object_ref_sink (g_object_new (GRAFT_TYPE_VERDICT_PANEL, NULL));
  guint limit = g_timeout_add_seconds (5, expired_cb, NULL);

  *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 6, 2 };
  graft_verdict_panel_set_controller (GRAFT_VERDICT_PANEL (panel), controller);
  g_assert_nonnull (find_label (panel, "–"));
  g_assert_true (graft_run_controller_open_example (controller, "digits-dann", &error));
  graft_run_controller_start (controller);
  while (graft_run_controller_get_state (controller) != GRAFT_STATE_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find_label (panel, LRI "81.4\u00a0%" PDI));
  g_assert_nonnull (find_label (panel, LRI "64.7\u00a0%" PDI));
  g_source_remove (limit);
  g_assert_finalize_object (panel);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_test_add_func ("/verdict/figures", test_figures);
  g_test_add_func ("/verdict/distance", test_distance);
  g_test_add_func ("/verdict/panel", test_panel);
  return g_test_run ();
}
