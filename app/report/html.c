/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See html.h. Every text that comes from data, files or people goes through append_text(). */
#include "app/report/html.h"

#include "app/report/html-style.h"
#include "app/report/pictures.h"

#include <glib/gi18n.h>
#include <math.h>

/* Beyond these, curves and maps of further seeds are left to the files beside the page. */
#define MOST_CURVE_RUNS 10
#define MOST_MAP_RUNS 3
#define MOST_CLASSES_IN_LEGEND 40

static void
append_text (GString *html, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  g_string_append (html, escaped);
}

static void
append_element (GString *html, const char *tag, const char *text)
{
  g_string_append_printf (html, "<%s>", tag);
  append_text (html, text);
  g_string_append_printf (html, "</%s>\n", tag);
}

/* ---- head and verdict ---- */

static void
append_class_colors (GString *html, GraftMap *map, gboolean dark)
{
  guint n = MIN (graft_map_get_n_classes (map), MOST_CLASSES_IN_LEGEND);

  for (guint k = 0; k < n; k++)
    {
      g_autofree char *color = graft_picture_class_color (k, dark);

      g_string_append_printf (html, ".c%u{background:%s}", k, color);
    }
}

static void
append_head (GString *html, GraftRecord *record)
{
  GraftMap *map = graft_record_get_map (record, 0, GRAFT_PROJECTION_PCA);
  const char *title = graft_experiment_get_title (graft_record_get_experiment (record));

  g_string_append (html, "<!DOCTYPE html>\n<html lang=\"");
  append_text (html, _ ("en"));
  g_string_append (html, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                         "content=\"width=device-width, initial-scale=1\">\n");
  append_element (html, "title", title);
  g_string_append (html, "<style>\n" GRAFT_REPORT_CSS);
  if (map != NULL)
    {
      append_class_colors (html, map, FALSE);
      g_string_append (html, "\n@media (prefers-color-scheme:dark){");
      append_class_colors (html, map, TRUE);
      g_string_append (html, "}\n");
    }
  g_string_append (html, "</style>\n</head>\n<body>\n<main>\n");
  append_element (html, "h1", title);
}

static void
append_lead (GString *html, GraftRecord *record)
{
  GraftExperiment *experiment = graft_record_get_experiment (record);
  const char *id = graft_experiment_get_method (experiment);
  const GraftMethodInfo *info = graft_catalogue_find_method (id);
  const char *source = graft_experiment_get_data (experiment, GRAFT_SOURCE);
  const char *target = graft_experiment_get_data (experiment, GRAFT_TARGET);

  g_string_append (html, "<p class=\"lead\">");
  append_text (html, info != NULL ? _ (info->label) : id);
  g_string_append (html, " · ");
  append_text (html, source);
  if (target != NULL)
    {
      g_string_append (html, " → ");
      append_text (html, target);
    }
  g_string_append (html, "</p>\n");
  if (graft_experiment_get_description (experiment) != NULL)
    append_element (html, "p", graft_experiment_get_description (experiment));
}

/* The verdict of several seeds: counts, so that no single lucky seed speaks for all. */
static char *
describe_seeds (GraftRecord *record)
{
  guint n = graft_record_get_n_results (record), positive = 0;
  GraftSummary twin = graft_record_summarise (record, GRAFT_FIGURE_TWIN_TARGET);
  GraftSummary adapted = graft_record_summarise (record, GRAFT_FIGURE_TARGET);

  for (guint i = 0; i < n; i++)
    positive
        += graft_record_get_result (record, i)->verdict->sign == GRAFT_TRANSFER_POSITIVE;
  if (n < 2 || twin.n < 2 || adapted.n < 2)
    return NULL;
  return g_strdup_printf (
      ngettext ("Over %u seed: %.1f ± %.1f %% on the target against %.1f ± %.1f %% of the twin; "
                "%u shows a gain beyond chance.",
                "Over %u seeds: %.1f ± %.1f %% on the target against %.1f ± %.1f %% of the twin; "
                "%u of them show a gain beyond chance.",
                n),
      n, 100 * adapted.mean, 100 * adapted.sd, 100 * twin.mean, 100 * twin.sd, positive);
}

static void
append_verdict (GString *html, GraftRecord *record)
{
  static const char *const classes[] = { [GRAFT_TRANSFER_UNKNOWN] = "",
                                         [GRAFT_TRANSFER_POSITIVE] = "positive",
                                         [GRAFT_TRANSFER_NO_GAIN_SHOWN] = "",
                                         [GRAFT_TRANSFER_NEGATIVE] = "negative" };
  guint n = graft_record_get_n_results (record);
  const GraftVerdict *verdict = n > 0 ? graft_record_get_result (record, 0)->verdict : NULL;
  const GError *error = graft_record_get_error (record);
  g_autofree char *seeds = describe_seeds (record);

  g_string_append_printf (html, "<div class=\"verdict %s\">\n",
                          error != NULL ? "negative"
                          : verdict != NULL ? classes[verdict->sign]
                                            : "");
  if (error != NULL)
    append_element (html, "p", error->message);
  if (seeds != NULL)
    append_element (html, "p", seeds);
  else if (verdict != NULL && verdict->sentence != NULL)
    append_element (html, "p", verdict->sentence);
  if (verdict != NULL && verdict->discriminator != NULL)
    {
      g_string_append (html, "<p class=\"more\">");
      append_text (html, verdict->discriminator);
      g_string_append (html, "</p>\n");
    }
  g_string_append (html, "</div>\n");
}

/* Each warning once, whatever the number of seeds that gave it. */
static void
append_warnings (GString *html, GraftRecord *record)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < graft_record_get_n_results (record); i++)
    {
      char **warnings = graft_record_get_result (record, i)->verdict->warnings;

      for (guint w = 0; warnings != NULL && warnings[w] != NULL; w++)
        if (g_hash_table_add (seen, warnings[w]))
          {
            g_string_append (html, "<div class=\"warning\"><p>");
            append_text (html, warnings[w]);
            g_string_append (html, "</p></div>\n");
          }
    }
}

/* ---- the table of numbers ---- */

static void
append_figure (GString *html, const GraftFigure *figure)
{
  if (figure->n == 0)
    g_string_append (html, "<td>–</td>");
  else
    g_string_append_printf (html, "<td>%.1f %%<small>%.1f–%.1f</small></td>", 100 * figure->value,
                            100 * figure->low, 100 * figure->high);
}

static void
append_distance (GString *html, double value, double sd)
{
  if (!isfinite (value))
    g_string_append (html, "<td>–</td>");
  else if (isfinite (sd))
    g_string_append_printf (html, "<td>%.2f<small>± %.2f</small></td>", value, sd);
  else
    g_string_append_printf (html, "<td>%.2f</td>", value);
}

static void
append_result (GString *html, const GraftRunResult *result)
{
  const GraftVerdict *verdict = result->verdict;

  g_string_append_printf (html, "<tr><th scope=\"row\">%" G_GUINT64_FORMAT "%s</th>", result->seed,
                          result->stopped ? " *" : "");
  append_figure (html, &verdict->twin_source);
  append_figure (html, &verdict->twin_target);
  append_figure (html, &verdict->source);
  append_figure (html, &verdict->target);
  append_figure (html, &verdict->oracle_target);
  if (isfinite (verdict->gap_closed))
    g_string_append_printf (html, "<td>%.0f %%</td>", 100 * verdict->gap_closed);
  else
    g_string_append (html, "<td>–</td>");
  append_distance (html, verdict->a_before, verdict->a_before_sd);
  append_distance (html, verdict->a_after, verdict->a_after_sd);
  g_string_append (html, "</tr>\n");
}

static void
append_summary_cell (GString *html, GraftRecord *record, GraftFigureKind kind)
{
  GraftSummary summary = graft_record_summarise (record, kind);
  gboolean share = kind != GRAFT_FIGURE_A_BEFORE && kind != GRAFT_FIGURE_A_AFTER;
  int decimals = !share ? 2 : kind == GRAFT_FIGURE_GAP_CLOSED ? 0 : 1;

  if (summary.n == 0)
    {
      g_string_append (html, "<td>–</td>");
      return;
    }
  g_string_append_printf (html, "<td>%.*f", decimals, (share ? 100 : 1) * summary.mean);
  if (summary.n > 1)
    g_string_append_printf (html, " ± %.*f", decimals, (share ? 100 : 1) * summary.sd);
  g_string_append (html, share ? " %</td>" : "</td>");
}

static void
append_table_head (GString *html)
{
  const char *heads[] = { _ ("Seed"),         _ ("Twin, source"),   _ ("Twin, target"),
                          _ ("Adapted, source"), _ ("Adapted, target"), _ ("Oracle, target"),
                          _ ("Gap closed"),   _ ("A-distance before"), _ ("after") };

  g_string_append (html, "<div class=\"scroll\"><table>\n<caption>");
  append_text (html, _ ("Test accuracy with the 95 % Wilson interval below it: variation over test "
                        "items. The line of means shows variation over seeds (standard deviation). "
                        "The twin saw the same source batches without adaptation; the oracle was "
                        "trained on target labels, which adaptation never sees."));
  g_string_append (html, "</caption>\n<thead><tr>");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_string_append (html, "<th scope=\"col\">");
      append_text (html, heads[i]);
      g_string_append (html, "</th>");
    }
  g_string_append (html, "</tr></thead>\n<tbody>\n");
}

static void
append_numbers (GString *html, GraftRecord *record)
{
  guint n = graft_record_get_n_results (record);
  gboolean stopped = FALSE;

  append_element (html, "h2", _ ("Figures"));
  append_table_head (html);
  for (guint i = 0; i < n; i++)
    {
      append_result (html, graft_record_get_result (record, i));
      stopped |= graft_record_get_result (record, i)->stopped;
    }
  g_string_append (html, "</tbody>\n");
  if (n > 1)
    {
      g_string_append (html, "<tfoot><tr><th scope=\"row\">");
      append_text (html, _ ("Mean ± sd"));
      g_string_append (html, "</th>");
      for (guint kind = 0; kind < GRAFT_N_FIGURES; kind++)
        append_summary_cell (html, record, kind);
      g_string_append (html, "</tr></tfoot>\n");
    }
  g_string_append (html, "</table></div>\n");
  if (stopped)
    append_element (html, "p", _ ("* stopped before its end"));
}

/* ---- pictures ---- */

/* @dark, @light: data URLs; the reader's colour scheme chooses. */
static void
append_picture (GString *html, const char *light, const char *dark, const char *alt, int width,
                int height, const char *caption)
{
  g_string_append (html, "<figure><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"");
  g_string_append (html, dark);
  g_string_append (html, "\"><img src=\"");
  g_string_append (html, light);
  g_string_append_printf (html, "\" width=\"%d\" height=\"%d\" alt=\"", width, height);
  append_text (html, alt);
  g_string_append (html, "\"></picture><figcaption>");
  append_text (html, caption);
  g_string_append (html, "</figcaption></figure>\n");
}

/* "Target accuracy from 0.21 to 0.83": the curve for those who do not see it. */
static char *
describe_curves (GraftRecord *record, guint run, GraftChart chart)
{
  GString *text = g_string_new (NULL);
  gsize n;
  const GraftPoint *points = graft_record_get_points (record, run, &n);

  for (guint c = 0; c < GRAFT_N_CURVES; c++)
    {
      const GraftCurveInfo *info = graft_catalogue_get_curve (c);
      double first = NAN, last = NAN;

      for (gsize i = 0; i < n && graft_chart_has (chart, c); i++)
        if (points[i].curve == c)
          {
            first = isnan (first) ? points[i].value : first;
            last = points[i].value;
          }
      if (isnan (last))
        continue;
      if (text->len > 0)
        g_string_append (text, "; ");
      /* Translators: a curve in words: its name, first and last value */
      g_string_append_printf (text, _ ("%s from %.3g to %.3g"), _ (info->label), first, last);
    }
  return g_string_free (text, FALSE);
}

static void
append_curves (GString *html, GraftRecord *record, guint run)
{
  const char *captions[GRAFT_N_CHARTS] = {
    [GRAFT_CHART_ACCURACY] = _ ("Accuracy on test items; the twin is dashed"),
    [GRAFT_CHART_LOSS] = _ ("Losses, smoothed; the twin is dashed"),
    [GRAFT_CHART_DOMAIN]
    = _ ("How often the domain head tells source from target, smoothed; 50 % is chance"),
    [GRAFT_CHART_LAMBDA] = _ ("λ, the weight of the reversed gradient"),
    [GRAFT_CHART_LEARNING_RATE] = _ ("Learning rate"),
  };

  for (guint chart = 0; chart < GRAFT_N_CHARTS; chart++)
    {
      g_autofree char *light = graft_picture_curves (record, run, chart, FALSE);
      g_autofree char *dark = graft_picture_curves (record, run, chart, TRUE);
      g_autofree char *alt = describe_curves (record, run, chart);

      if (light != NULL)
        append_picture (html, light, dark, alt, GRAFT_PICTURE_CURVES_WIDTH,
                        GRAFT_PICTURE_CURVES_HEIGHT, captions[chart]);
    }
}

static void
append_frame (GString *html, GraftMap *map, guint frame, const char *when)
{
  const GraftMapFrame *moment = graft_map_get_frame (map, frame);
  g_autofree char *light = graft_picture_map (map, frame, FALSE);
  g_autofree char *dark = graft_picture_map (map, frame, TRUE);
  g_autoptr (GString) caption = g_string_new (when);
  g_autofree char *alt = NULL;

  if (light == NULL)
    return;
  g_string_append_printf (caption, _ (", epoch %.3g"), moment->epoch);
  if (isfinite (moment->probe_accuracy))
    g_string_append_printf (caption, _ ("; a fresh classifier tells the domains apart in %.0f %%"),
                            100 * moment->probe_accuracy);
  if (isfinite (moment->silhouette_class))
    g_string_append_printf (caption, _ ("; silhouette of classes %.2f, of domains %.2f"),
                            moment->silhouette_class, moment->silhouette_domain);
  alt = g_strdup_printf (_ ("Feature map with %u points. %s"), graft_map_get_n_points (map),
                         caption->str);
  append_picture (html, light, dark, alt, GRAFT_PICTURE_MAP_WIDTH, GRAFT_PICTURE_MAP_HEIGHT,
                  caption->str);
}

static void
append_map (GString *html, GraftMap *map, const char *name)
{
  guint n_frames = map != NULL ? graft_map_get_n_frames (map) : 0;

  if (n_frames == 0 || graft_map_get_n_points (map) == 0)
    return;
  append_element (html, "h3", name);
  if (graft_map_get_caption (map) != NULL)
    {
      g_string_append (html, "<p class=\"lead\">");
      append_text (html, graft_map_get_caption (map));
      g_string_append (html, "</p>\n");
    }
  g_string_append (html, "<div class=\"grid\">\n");
  append_frame (html, map, 0, _ ("Before"));
  if (n_frames > 1)
    append_frame (html, map, n_frames - 1, _ ("After"));
  g_string_append (html, "</div>\n");
}

static void
append_legend (GString *html, GraftMap *map)
{
  guint n = MIN (graft_map_get_n_classes (map), MOST_CLASSES_IN_LEGEND);

  append_element (html, "p", _ ("Colour is the class; a filled circle is a source item, an open "
                                "triangle a target item. The lines go round the densest half and "
                                "nine tenths of each domain."));
  g_string_append (html, "<ul class=\"legend\">\n");
  for (guint k = 0; k < n; k++)
    {
      g_string_append_printf (html, "<li><span class=\"swatch c%u\"></span>", k);
      append_text (html, graft_map_get_class_name (map, k));
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ul>\n");
}

static void
append_run (GString *html, GraftRecord *record, guint run)
{
  guint n_runs = graft_record_get_n_runs (record);

  if (n_runs > 1)
    g_string_append_printf (html, "<details%s><summary>", run == 0 ? " open" : "");
  if (n_runs > 1)
    g_string_append_printf (html, _ ("Seed %" G_GUINT64_FORMAT),
                            graft_experiment_get_seed (graft_record_get_experiment (record)) + run);
  g_string_append (html, n_runs > 1 ? "</summary>\n" : "");
  if (run < MOST_MAP_RUNS)
    {
      append_map (html, graft_record_get_map (record, run, GRAFT_PROJECTION_PCA),
                  _ ("Features in two principal components"));
      append_map (html, graft_record_get_map (record, run, GRAFT_PROJECTION_TSNE),
                  _ ("Features by t-SNE"));
    }
  append_element (html, "h3", _ ("Curves"));
  g_string_append (html, "<div class=\"grid wide\">\n");
  append_curves (html, record, run);
  g_string_append (html, n_runs > 1 ? "</div>\n</details>\n" : "</div>\n");
}

static void
append_pictures (GString *html, GraftRecord *record)
{
  guint n_runs = graft_record_get_n_runs (record);
  GraftMap *map = graft_record_get_map (record, 0, GRAFT_PROJECTION_PCA);

  append_element (html, "h2", _ ("What happened to the features"));
  if (map != NULL)
    append_legend (html, map);
  for (guint run = 0; run < MIN (n_runs, MOST_CURVE_RUNS); run++)
    append_run (html, record, run);
  if (n_runs > MOST_CURVE_RUNS)
    append_element (html, "p", _ ("Further seeds are in curves.csv and result.json."));
}

/* ---- how it was made ---- */

static void
append_row (GString *html, const char *name, const char *value)
{
  g_string_append (html, "<tr><th scope=\"row\">");
  append_text (html, name);
  g_string_append (html, "</th><td>");
  append_text (html, value);
  g_string_append (html, "</td></tr>\n");
}

static void
append_parameters (GString *html, GraftRecord *record)
{
  const GraftParams *params
      = graft_experiment_get_params (graft_record_get_experiment (record));

  append_element (html, "h2", _ ("Parameters"));
  g_string_append (html, "<div class=\"scroll\"><table class=\"text\"><tbody>\n");
  for (gsize i = 0; i < graft_params_get_n (params); i++)
    {
      const GraftParam *param = graft_params_peek (params, i);
      g_autofree char *value = graft_params_get_text (params, param->key);
      g_autofree char *name = g_strdup_printf ("%s (%s)", _ (param->label), param->key);

      append_row (html, name, value);
    }
  g_string_append (html, "</tbody></table></div>\n");
}

static void
append_circumstances (GString *html, GraftRecord *record)
{
  g_auto (GStrv) build = graft_about_build ();
  guint n = graft_record_get_n_results (record);
  const GraftRunResult *last = n > 0 ? graft_record_get_result (record, n - 1) : NULL;
  g_autofree char *seconds = g_strdup_printf (_ ("%.1f s"), graft_record_get_seconds (record));

  append_element (html, "h2", _ ("How it was made"));
  g_string_append (html, "<div class=\"scroll\"><table class=\"text\"><tbody>\n");
  append_row (html, _ ("Wall time"), seconds);
  if (last != NULL)
    {
      g_autofree char *peak = g_strdup_printf (_ ("%.0f MiB"), last->peak_mib);
      g_autofree char *threads = g_strdup_printf ("%u", last->threads);

      append_row (html, _ ("Peak memory"), peak);
      append_row (html, _ ("Threads (figures do not depend on them)"), threads);
    }
  for (guint i = 0; i < n; i++)
    {
      const GraftRunResult *result = graft_record_get_result (record, i);
      g_autofree char *name
          = g_strdup_printf (_ ("Weights of seed %" G_GUINT64_FORMAT ", SHA-256"), result->seed);

      append_row (html, name, result->hash != NULL ? result->hash : "–");
    }
  for (guint i = 0; build[i] != NULL && build[i + 1] != NULL; i += 2)
    append_row (html, build[i], build[i + 1]);
  g_string_append (html, "</tbody></table></div>\n");
}

static void
append_again (GString *html, GraftRecord *record, const char *again)
{
  g_autofree char *text = graft_experiment_to_text (graft_record_get_experiment (record));

  append_element (html, "h2", _ ("Run it again"));
  if (again != NULL)
    {
      g_string_append (html, "<pre>");
      append_text (html, again);
      g_string_append (html, "</pre>\n");
    }
  append_element (html, "p", _ ("The experiment, as it was trained; relative paths start from the "
                                "folder of the original file:"));
  g_string_append (html, "<pre>");
  append_text (html, text);
  g_string_append (html, "</pre>\n<p>");
  append_text (html, _ ("Beside this page:"));
  g_string_append (html, " <a href=\"curves.csv\">curves.csv</a>, "
                         "<a href=\"result.json\">result.json</a>, "
                         "<a href=\"experiment.experiment\">experiment.experiment</a>, "
                         "<a href=\"journal.txt\">journal.txt</a></p>\n");
}

char *
graft_report_to_html (GraftRecord *record, const char *again)
{
  GString *html = g_string_new (NULL);

  append_head (html, record);
  append_lead (html, record);
  append_verdict (html, record);
  append_warnings (html, record);
  append_numbers (html, record);
  append_pictures (html, record);
  append_parameters (html, record);
  append_circumstances (html, record);
  append_again (html, record, again);
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free (html, FALSE);
}
