/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as data: what is taken, what is refused, and that the refusal names key,
 * fact and remedy. */
#include "engine/base/error.h"
#include "engine/base/param.h"

#include <locale.h>
#include <string.h>

static const char *const choices[] = { "sgd", "adam", NULL };
static const GraftParam list[] = {
  { "rate", "Rate", "", GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 10, 0.5, NULL },
  { "epochs", "Epochs", "", GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 1, 100, 10, NULL },
  { "twin", "Twin", "", GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_NONE, 0, 1, 1, NULL },
  { "optimizer", "Optimiser", "", GRAFT_PARAM_CHOICE, GRAFT_PARAM_NONE, 0, 1, 0,
    choices },
};

static GraftParams *
new_params (void)
{
  return graft_params_new (list, G_N_ELEMENTS (list));
}

static void
test_defaults (void)
{
  g_autoptr (GraftParams) params = new_params ();

  g_assert_cmpuint (graft_params_get_n (params), ==, G_N_ELEMENTS (list));
  g_assert_cmpfloat (graft_params_get (params, "rate"), ==, 0.5);
  g_assert_cmpint (graft_params_get_int (params, "epochs"), ==, 10);
  g_assert_null (graft_params_find (params, "nothing"));
}

typedef struct
{
  const char *key;
  const char *text;
  double value;
} Accepted;

static void
test_accepted (void)
{
  const Accepted cases[] = {
    { "rate", "1e-1", 0.1 },    { "rate", " 10 ", 10 }, { "epochs", "1", 1 },
    { "epochs", "100", 100 },   { "twin", "false", 0 }, { "twin", "yes", 1 },
    { "optimizer", "adam", 1 },
  };
  g_autoptr (GraftParams) params = new_params ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (graft_params_set_text (params, cases[i].key, cases[i].text, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (graft_params_get (params, cases[i].key), ==, cases[i].value);
    }
}

typedef struct
{
  const char *key;
  const char *text;
  GraftParamError code;
  const char *says; /* must stand in the message */
} Refused;

static void
test_refused (void)
{
  const Refused cases[] = {
    { "rate", "11", GRAFT_PARAM_ERROR_RANGE, "between 0 and 10" },
    { "rate", "-0.1", GRAFT_PARAM_ERROR_RANGE, "between 0 and 10" },
    { "rate", "nan", GRAFT_PARAM_ERROR_RANGE, "finite" },
    { "rate", "inf", GRAFT_PARAM_ERROR_RANGE, "finite" },
    { "rate", "0,5", GRAFT_PARAM_ERROR_TYPE, "0,5" },
    { "rate", "", GRAFT_PARAM_ERROR_TYPE, "rate" },
    { "rate", "1x", GRAFT_PARAM_ERROR_TYPE, "1x" },
    { "epochs", "1.5", GRAFT_PARAM_ERROR_TYPE, "whole number" },
    { "epochs", "0", GRAFT_PARAM_ERROR_RANGE, "between 1 and 100" },
    { "twin", "maybe", GRAFT_PARAM_ERROR_TYPE, "true or false" },
    { "optimizer", "lion", GRAFT_PARAM_ERROR_TYPE, "adam" },
    { "epoch", "3", GRAFT_PARAM_ERROR_UNKNOWN, "epochs" },
  };
  g_autoptr (GraftParams) params = new_params ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          graft_params_set_text (params, cases[i].key, cases[i].text, &error));
      g_assert_error (error, GRAFT_PARAM_ERROR, (int)cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].key));
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
  /* Nothing refused has left a trace. */
  g_assert_cmpfloat (graft_params_get (params, "rate"), ==, 0.5);
  g_assert_cmpint (graft_params_get_int (params, "epochs"), ==, 10);
}

/* What is printed is read back as the same value, whatever the locale writes for a point.
 */
static void
test_round_trip (void)
{
  const double values[] = { 0.1, 1e-6, 9.999999999999998, 0 };
  g_autoptr (GraftParams) params = new_params ();

  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (graft_params_set (params, "rate", values[i], NULL));
      text = graft_params_get_text (params, "rate");
      g_assert_true (graft_params_set (params, "rate", 5, NULL));
      g_assert_true (graft_params_set_text (params, "rate", text, NULL));
      g_assert_cmpfloat (graft_params_get (params, "rate"), ==, values[i]);
    }
  setlocale (LC_NUMERIC, "C");
}

static void
test_copies (void)
{
  const GraftParam more[] = {
    { "lambda", "λ", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 0.25, NULL },
  };
  g_autoptr (GraftParams) joined =
      graft_params_new_joined (list, G_N_ELEMENTS (list), more, G_N_ELEMENTS (more));
  g_autoptr (GraftParams) copy = graft_params_dup (joined);

  g_assert_cmpuint (graft_params_get_n (copy), ==, G_N_ELEMENTS (list) + 1);
  g_assert_cmpfloat (graft_params_get (copy, "lambda"), ==, 0.25);
  g_assert_true (graft_params_set (copy, "lambda", 1, NULL));
  g_assert_cmpfloat (graft_params_get (joined, "lambda"), ==, 0.25);
  g_clear_pointer (&joined, graft_params_free);
  g_assert_cmpstr (graft_params_peek (copy, 0)->key, ==, "rate");
}

static void
test_nearest (void)
{
  const char *const known[] = { "epochs", "batch", "optimizer" };

  g_assert_cmpstr (graft_nearest_word ("epoch", known, 3), ==, "epochs");
  g_assert_cmpstr (graft_nearest_word ("optimiser", known, 3), ==, "optimizer");
  g_assert_null (graft_nearest_word ("zebra-crossing", known, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/param/defaults", test_defaults);
  g_test_add_func ("/param/accepted", test_accepted);
  g_test_add_func ("/param/refused", test_refused);
  g_test_add_func ("/param/round-trip", test_round_trip);
  g_test_add_func ("/param/copies", test_copies);
  g_test_add_func ("/param/nearest", test_nearest);
  return g_test_run ();
}
