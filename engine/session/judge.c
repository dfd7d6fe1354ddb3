/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See judge.h. Statistics are in engine/stats; here they become figures and sentences. */
#include "engine/session/judge.h"

#include "engine/stats/bootstrap.h"
#include "engine/stats/wilson.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Methods 10.5: warn when predicted class shares stray so far from the source's. */
#define MOST_VARIATION 0.3
/* And when the source pays for the alignment. */
#define MOST_SOURCE_LOSS 0.02

void
graft_answers_clear (GraftAnswers *self)
{
  g_clear_pointer (&self->prediction, g_free);
  g_clear_pointer (&self->right, g_free);
  self->n = 0;
}

void
graft_answers_take (GraftAnswers *self,
                    GraftDataset *dataset,
                    gint16 *prediction,
                    gsize n)
{
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  gsize kept = 0;

  self->prediction = prediction;
  self->right = g_new0 (guint8, MAX (n, 1));
  for (gsize i = 0; labels != NULL && i < n; i++)
    if (labels[i] >= 0)
      {
        prediction[kept] = prediction[i];
        self->right[kept++] = prediction[i] == labels[i];
      }
  self->n = kept;
}

GraftFigure
graft_answers_figure (const GraftAnswers *self)
{
  GraftFigure figure = { NAN, NAN, NAN, (guint)self->n };
  gsize right = 0;

  if (self->n == 0)
    return figure;
  for (gsize i = 0; i < self->n; i++)
    right += self->right[i];
  figure.value = (double)right / (double)self->n;
  graft_wilson_interval (right, self->n, &figure.low, &figure.high);
  return figure;
}

static void
judge_gain (const GraftEvidence *evidence, GraftVerdict *verdict)
{
  const GraftAnswers *adapted = &evidence->adapted[GRAFT_TARGET];
  const GraftAnswers *twin =
      evidence->twin != NULL ? &evidence->twin[GRAFT_TARGET] : NULL;

  if (twin == NULL || twin->n == 0 || twin->n != adapted->n)
    return;
  graft_bootstrap_paired (adapted->right, twin->right, adapted->n, evidence->seed,
                          &verdict->gain_low, &verdict->gain_high);
  if (verdict->gain_low > 0)
    verdict->sign = GRAFT_TRANSFER_POSITIVE;
  else if (verdict->gain_high < 0)
    verdict->sign = GRAFT_TRANSFER_NEGATIVE;
  else
    verdict->sign = GRAFT_TRANSFER_NO_GAIN_SHOWN;
}

/* "+0.4", "−1.5" or "0.0", with the minus of a text. */
static char *
format_points (double share)
{
  double points = round (1000 * share) / 10;

  return g_strdup_printf ("%s%.1f",
                          points > 0   ? "+"
                          : points < 0 ? "−"
                                       : "",
                          fabs (points));
}

static char *
compose_sentence (const GraftVerdict *verdict)
{
  double points = 100 * (verdict->target.value - verdict->twin_target.value);
  g_autofree char *low = format_points (verdict->gain_low);
  g_autofree char *high = format_points (verdict->gain_high);

  switch (verdict->sign)
    {
    case GRAFT_TRANSFER_POSITIVE:
      if (isfinite (verdict->gap_closed))
        return g_strdup_printf (
            /* Translators: points are percentage points of accuracy. */
            _ ("Adaptation helped: %.1f points more of the target are right than without "
               "it, "
               "%.0f %% of the way to the oracle."),
            points, 100 * verdict->gap_closed);
      return g_strdup_printf (_ ("Adaptation helped: %.1f points more of the target are "
                                 "right than without it."),
                              points);
    case GRAFT_TRANSFER_NO_GAIN_SHOWN:
      return g_strdup_printf (
          _ ("No gain shown: the 95 %% interval of the difference, %s to %s points, "
             "contains zero."),
          low, high);
    case GRAFT_TRANSFER_NEGATIVE:
      return g_strdup_printf (
          _ ("Negative transfer: %.1f points fewer of the target are right "
             "than without adaptation."),
          -points);
    case GRAFT_TRANSFER_UNKNOWN:
    default:
      if (verdict->target.n == 0)
        return g_strdup (
            _ ("The target has no labels to compare with: watch the A-distance and "
               "the source accuracy."));
      return g_strdup_printf (_ ("%.1f %% of the target are right."),
                              100 * verdict->target.value);
    }
}

static char *
compose_discriminator (const GraftEvidence *evidence)
{
  double accuracy = evidence->domain_accuracy;

  if (isnan (accuracy))
    return NULL;
  if (evidence->lambda < 0.1 && accuracy >= 0.6)
    return g_strdup_printf (
        _ ("It tells %.0f of 100 items apart. λ is still near zero, so the "
           "features do not resist yet."),
        100 * accuracy);
  if (accuracy >= 0.9)
    return g_strdup_printf (
        _ ("It tells %.0f of 100 items apart: the features still give the "
           "domain away."),
        100 * accuracy);
  if (accuracy >= 0.6)
    return g_strdup_printf (
        evidence->final ? _ ("It still tells %.0f of 100 items apart: the features hide "
                             "the domain in part.")
                        : _ ("It still tells %.0f of 100 items apart while the features "
                             "learn to hide the domain. That is healthy: keep going."),
        100 * accuracy);
  return g_strdup (
      _ ("It is close to guessing. That alone proves nothing: the A-distance asks a "
         "fresh classifier."));
}

/* Total variation between predicted target classes and the source's. */
static double
class_variation (const GraftEvidence *evidence)
{
  const GraftAnswers *target = &evidence->adapted[GRAFT_TARGET];
  g_autofree double *share = NULL;
  double sum = 0;

  if (target->n == 0)
    return 0;
  share = g_new0 (double, evidence->n_classes);
  for (gsize i = 0; i < target->n; i++)
    share[target->prediction[i]] += 1.0 / (double)target->n;
  for (guint k = 0; k < evidence->n_classes; k++)
    sum += fabs (share[k] - evidence->source_prior[k]);
  return sum / 2;
}

static void
collect_warnings (const GraftEvidence *evidence, GraftVerdict *verdict)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  double source_loss = verdict->twin_source.value - verdict->source.value;

  if (verdict->sign == GRAFT_TRANSFER_NEGATIVE)
    g_strv_builder_add (warnings,
                        _ ("Negative transfer: the adapted network is worse on the "
                           "target than its source-only twin."));
  /* Before the end the classes are still being learnt: their shares say little. */
  if (evidence->final && class_variation (evidence) > MOST_VARIATION)
    g_strv_builder_add (warnings,
                        _ ("The predicted classes are shared out very differently from "
                           "the source's: some classes may have collapsed."));
  if (evidence->final && source_loss > MOST_SOURCE_LOSS)
    g_strv_builder_add (warnings,
                        _ ("The source accuracy fell by more than two points: the "
                           "alignment costs what was known."));
  if (evidence->final && isfinite (evidence->a_after) &&
      isfinite (evidence->domain_accuracy) && evidence->domain_accuracy < 0.6 &&
      evidence->a_after > 1)
    g_strv_builder_add (warnings,
                        _ ("The domain head guesses, yet a fresh classifier tells the "
                           "domains apart: the head is too weak or has died. Believe "
                           "the A-distance."));
  verdict->warnings = g_strv_builder_end (warnings);
}

void
graft_judge (const GraftEvidence *evidence, GraftVerdict *verdict)
{
  verdict->source = graft_answers_figure (&evidence->adapted[GRAFT_SOURCE]);
  verdict->target = graft_answers_figure (&evidence->adapted[GRAFT_TARGET]);
  if (evidence->twin != NULL)
    {
      verdict->twin_source = graft_answers_figure (&evidence->twin[GRAFT_SOURCE]);
      verdict->twin_target = graft_answers_figure (&evidence->twin[GRAFT_TARGET]);
    }
  if (evidence->oracle != NULL)
    verdict->oracle_target = graft_answers_figure (&evidence->oracle[GRAFT_TARGET]);
  /* A ratio over a gap of next to nothing says nothing. */
  if (verdict->oracle_target.n > 0 && verdict->twin_target.n > 0 &&
      verdict->oracle_target.value - verdict->twin_target.value > 0.005)
    verdict->gap_closed = (verdict->target.value - verdict->twin_target.value) /
                          (verdict->oracle_target.value - verdict->twin_target.value);
  verdict->a_before = evidence->a_before;
  verdict->a_before_sd = evidence->a_before_sd;
  verdict->a_after = evidence->a_after;
  verdict->a_after_sd = evidence->a_after_sd;
  verdict->domain_accuracy = evidence->domain_accuracy;
  verdict->final = evidence->final;
  judge_gain (evidence, verdict);
  verdict->discriminator = compose_discriminator (evidence);
  verdict->sentence = compose_sentence (verdict);
  collect_warnings (evidence, verdict);
}
