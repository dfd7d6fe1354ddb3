/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels as text: a table, or one JSON object with the class list. */
#include "engine/io/csv.h"
#include "engine/io/file.h"
#include "engine/project/export-private.h"

static const char *const split_words[GRAFT_N_SPLITS] = { "", "train", "validation",
                                                         "test" };

static char *
format_hash (const guint8 *hash)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  return g_string_free (text, FALSE);
}

/* "2024-05-01T12:30:00Z"; empty without a label. */
static char *
format_time (const GraftExportItem *item)
{
  g_autoptr (GDateTime) time = NULL;

  if (item->class == GRAFT_CLASS_NONE)
    return g_strdup ("");
  time = g_date_time_new_from_unix_utc (item->time / G_USEC_PER_SEC);
  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

static const char *
label_of (const GraftExport *self, const GraftExportItem *item)
{
  return item->class != GRAFT_CLASS_NONE ? self->classes->pdata[item->class] : "";
}

static const char *
split_of (const GraftExportItem *item)
{
  return item->split < GRAFT_N_SPLITS ? split_words[item->split] : "";
}

static void
add_row (const GraftExport *self, const GraftExportItem *item, GraftCsvWriter *writer)
{
  g_autofree char *hash = format_hash (item->hash);
  g_autofree char *time = format_time (item);
  const char *const fields[] = {
    item->name,
    label_of (self, item),
    split_of (item),
    item->class != GRAFT_CLASS_NONE && item->annotator != NULL ? item->annotator : "",
    time,
    item->tags != NULL ? item->tags : "",
    item->excluded ? "1" : "0",
    hash
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    graft_csv_writer_add (writer, fields[i]);
  graft_csv_writer_end_row (writer);
}

gboolean
graft_export_write_csv (GraftExport *self, GError **error)
{
  static const char *const heads[] = { "file", "label", "split",    "annotator",
                                       "time", "tags",  "excluded", "hash" };
  g_autoptr (GraftCsvWriter) writer = graft_csv_writer_new (',');

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    graft_csv_writer_add (writer, heads[i]);
  graft_csv_writer_end_row (writer);
  for (guint i = 0; i < self->items->len; i++)
    add_row (self, &g_array_index (self->items, GraftExportItem, i), writer);
  self->n_written = self->items->len;
  return graft_csv_writer_save (writer, self->path, error);
}

/* --- JSON --- */

/* RFC 8259: quotes, backslashes and control characters. @text is valid UTF-8. */
static void
append_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf (json, "\\%c", *text);
    else if ((guint8)*text < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint8)*text);
    else
      g_string_append_c (json, *text);
  g_string_append_c (json, '"');
}

static void
append_member (GString *json, const char *key, const char *text)
{
  g_string_append_printf (json, ", \"%s\": ", key);
  if (*text != '\0')
    append_string (json, text);
  else
    g_string_append (json, "null");
}

static void
append_list (GString *json, const char *const *texts)
{
  g_string_append_c (json, '[');
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      append_string (json, texts[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_item (const GraftExport *self, const GraftExportItem *item, GString *json)
{
  g_autofree char *hash = format_hash (item->hash);
  g_autofree char *time = format_time (item);
  g_auto (GStrv) tags = item->tags != NULL ? g_strsplit (item->tags, ";", -1) : NULL;

  g_string_append (json, "  {\"file\": ");
  append_string (json, item->name);
  append_member (json, "label", label_of (self, item));
  append_member (json, "split", split_of (item));
  append_member (
      json, "annotator",
      item->class != GRAFT_CLASS_NONE && item->annotator != NULL ? item->annotator : "");
  append_member (json, "time", time);
  g_string_append (json, ", \"tags\": ");
  append_list (json, (const char *const *)tags);
  g_string_append_printf (json, ", \"excluded\": %s", item->excluded ? "true" : "false");
  append_member (json, "hash", hash);
  g_string_append_c (json, '}');
}

gboolean
graft_export_write_json (GraftExport *self, GError **error)
{
  GString *json = g_string_new ("{\"set\": ");
  g_autoptr (GBytes) bytes = NULL;

  append_string (json, self->name);
  g_string_append (json, ",\n \"classes\": ");
  g_ptr_array_add (self->classes, NULL);
  append_list (json, (const char *const *)self->classes->pdata);
  g_string_append (json, ",\n \"items\": [\n");
  for (guint i = 0; i < self->items->len; i++)
    {
      if (i > 0)
        g_string_append (json, ",\n");
      append_item (self, &g_array_index (self->items, GraftExportItem, i), json);
    }
  g_string_append (json, "\n]}\n");
  self->n_written = self->items->len;
  bytes = g_string_free_to_bytes (json);
  return graft_file_write (self->path, bytes, error);
}
