/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See report.h. */
#include "app/report/report.h"

#include "app/report/html.h"
#include "app/report/result-json.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

static gboolean
write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

/* One line a point. "%.9g" gives back the single precision the engine computes in. */
static char *
curves_to_csv (GraftRecord *record)
{
  GString *text = g_string_new ("run,step,epoch,curve,value\n");
  char epoch[G_ASCII_DTOSTR_BUF_SIZE], value[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint run = 0; run < graft_record_get_n_runs (record); run++)
    {
      gsize n;
      const GraftPoint *points = graft_record_get_points (record, run, &n);

      for (gsize i = 0; i < n; i++)
        g_string_append_printf (text, "%u,%" G_GUINT64_FORMAT ",%s,%s,%s\n", run, points[i].step,
                                g_ascii_formatd (epoch, sizeof epoch, "%.6g", points[i].epoch),
                                graft_catalogue_get_curve (points[i].curve)->id,
                                g_ascii_formatd (value, sizeof value, "%.9g", points[i].value));
    }
  return g_string_free (text, FALSE);
}

gboolean
graft_report_write (GraftRecord *record, const char *folder, const char *again, GError **error)
{
  g_autofree char *csv = curves_to_csv (record);
  g_autofree char *json = graft_result_to_json (record, TRUE);
  g_autofree char *experiment = graft_experiment_to_text (graft_record_get_experiment (record));
  g_autofree char *html = graft_report_to_html (record, again);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("%s cannot be made: %s; choose another folder"), folder, g_strerror (code));
      return FALSE;
    }
  return write_text (folder, "curves.csv", csv, error)
         && write_text (folder, "result.json", json, error)
         && write_text (folder, "experiment.experiment", experiment, error)
         && write_text (folder, "journal.txt", graft_record_get_journal (record), error)
         && write_text (folder, "index.html", html, error);
}
