/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of a run as JSON and back: what was known is known again, what was not stays
 * unknown, and text from anywhere makes no figure out of its range. */
#include "engine/session/result-json.h"

#include "engine/session/update-private.h"

#include <math.h>

static const char *const warnings[] = { "one \"thing\"", "another", NULL };

static GraftVerdict
make_verdict (void)
{
  GraftVerdict verdict;

  graft_verdict_init (&verdict);
  verdict.source = (GraftFigure){ 0.9, 0.85, 0.94, 120 };
  verdict.target = (GraftFigure){ 0.75, 0.7, 0.79, 240 };
  verdict.twin_source = (GraftFigure){ 0.91, 0.86, 0.95, 120 };
  verdict.twin_target = (GraftFigure){ 0.5, 0.44, 0.56, 240 };
  verdict.gain_low = 0.2;
  verdict.gain_high = 0.3;
  verdict.sign = GRAFT_TRANSFER_POSITIVE;
  verdict.a_before = 1.9;
  verdict.a_before_sd = 0.1;
  verdict.a_after = 0.4;
  verdict.a_after_sd = 0.2;
  verdict.discriminator = "told apart";
  verdict.sentence = "better than the twin";
  verdict.warnings = (char **)warnings;
  verdict.final = TRUE;
  return verdict;
}

static void
assert_figure (const GraftFigure *read, const GraftFigure *written)
{
  g_assert_cmpfloat (read->value, ==, written->value);
  g_assert_cmpfloat (read->low, ==, written->low);
  g_assert_cmpfloat (read->high, ==, written->high);
  g_assert_cmpuint (read->n, ==, written->n);
}

static void
test_round_trip (void)
{
  const GraftVerdict verdict = make_verdict ();
  const GraftRunResult result = {
    .seed = 7, .steps = 1128, .seconds = 61.5, .hash = "abc", .verdict = &verdict
  };
  g_autofree char *text = graft_run_result_to_json (&result);
  GraftRunResult *back = graft_run_result_from_json (text);
  const GraftVerdict *read = back->verdict;

  g_assert_cmpuint (back->seed, ==, 7);
  g_assert_cmpuint (back->steps, ==, 1128);
  g_assert_cmpfloat (back->seconds, ==, 61.5);
  g_assert_false (back->stopped);
  g_assert_cmpstr (back->hash, ==, "abc");
  assert_figure (&read->target, &verdict.target);
  assert_figure (&read->twin_target, &verdict.twin_target);
  g_assert_cmpfloat (read->source.value, ==, 0.9);
  g_assert_cmpuint (read->source.n, ==, 120);
  g_assert_cmpfloat (read->gain_low, ==, 0.2);
  g_assert_cmpfloat (read->gain_high, ==, 0.3);
  g_assert_cmpint (read->sign, ==, GRAFT_TRANSFER_POSITIVE);
  g_assert_cmpfloat (read->a_before, ==, 1.9);
  g_assert_cmpfloat (read->a_after_sd, ==, 0.2);
  g_assert_cmpstr (read->sentence, ==, verdict.sentence);
  g_assert_cmpstr (read->discriminator, ==, verdict.discriminator);
  g_assert_cmpstrv (read->warnings, warnings);
  g_assert_true (read->final);
  /* There was no oracle. */
  g_assert_cmpuint (read->oracle_target.n, ==, 0);
  g_assert_true (isnan (read->gap_closed));
  g_assert_true (isnan (read->domain_accuracy));
  graft_run_result_free (back);
}

static void
test_stopped (void)
{
  GraftVerdict verdict;
  const GraftRunResult result = { .seed = 1, .stopped = TRUE, .verdict = &verdict };
  g_autofree char *text = NULL;
  GraftRunResult *back;

  graft_verdict_init (&verdict);
  text = graft_run_result_to_json (&result);
  back = graft_run_result_from_json (text);
  g_assert_true (back->stopped);
  g_assert_null (back->hash);
  g_assert_null (back->verdict->sentence);
  g_assert_cmpint (back->verdict->sign, ==, GRAFT_TRANSFER_UNKNOWN);
  g_assert_cmpuint (back->verdict->target.n, ==, 0);
  g_assert_false (back->verdict->final);
  graft_run_result_free (back);
}

/* A project is a file, and anybody can have written it. */
static void
test_hostile (void)
{
  static const char *const no_objects[] = { "", "[]", "7", "{", "null", "\"{}\"" };
  static const char hostile[] =
      "{\"seed\":-4,\"steps\":\"many\",\"seconds\":[],\"hash\":{},\"stopped\":\"yes\","
      "\"adapted\":{\"target\":17,\"target_items\":99999999999,\"low\":\"x\"},"
      "\"twin\":[1],\"oracle\":{\"target\":0.5,\"low\":-3,\"target_items\":-1},"
      "\"gain\":{\"low\":-9,\"sign\":\"wonderful\"},\"a_distance\":7,"
      "\"verdict\":5,\"warnings\":[3,{},\"fine\",null]}";
  GraftRunResult *read = graft_run_result_from_json (hostile);

  for (gsize i = 0; i < G_N_ELEMENTS (no_objects); i++)
    g_assert_null (graft_run_result_from_json (no_objects[i]));
  g_assert_cmpuint (read->seed, ==, 0);
  g_assert_cmpuint (read->steps, ==, 0);
  g_assert_true (isnan (read->seconds));
  g_assert_null (read->hash);
  g_assert_cmpuint (read->verdict->target.n, ==, 0);
  g_assert_cmpuint (read->verdict->twin_target.n, ==, 0);
  g_assert_true (isnan (read->verdict->oracle_target.low));
  g_assert_cmpuint (read->verdict->oracle_target.n, ==, 0);
  g_assert_true (isnan (read->verdict->gain_low));
  g_assert_cmpint (read->verdict->sign, ==, GRAFT_TRANSFER_UNKNOWN);
  g_assert_true (isnan (read->verdict->a_after));
  g_assert_null (read->verdict->sentence);
  g_assert_cmpuint (g_strv_length (read->verdict->warnings), ==, 1);
  graft_run_result_free (read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/result-json/round-trip", test_round_trip);
  g_test_add_func ("/result-json/stopped", test_stopped);
  g_test_add_func ("/result-json/hostile", test_hostile);
  return g_test_run ();
}
