/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers of text: tables, sparse features, pairs. What is right comes out as it was
 * written; what is not is refused with the line. */
#include "engine/base/error.h"
#include "engine/io/csv.h"
#include "engine/io/svmlight.h"
#include "engine/io/tsv-pairs.h"

#include <locale.h>
#include <string.h>

static void
assert_refused (GError *error, int code, const char *part)
{
  g_assert_error (error, GRAFT_IO_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "file "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, part));
}

static GBytes *
to_bytes (const char *text)
{
  /* A copy without its zero, so that sanitizers see its end. */
  return g_bytes_new (text, strlen (text));
}

/* ---- CSV ---- */

static GraftCsv *
parse_csv (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = to_bytes (text);

  return graft_csv_parse (bytes, "file", error);
}

static void
test_csv (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftCsv) csv =
      parse_csv ("\xef\xbb\xbfwidth,\"the \"\"long\"\" name\",Class\r\n"
                 "1.5,\"a,b\r\nc\",cat\r\n\r\n-2e3,,\"dog\"\n",
                 &error);
  double number = 0;
  gsize column = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (csv->n_rows, ==, 2);
  g_assert_cmpuint (csv->n_columns, ==, 3);
  g_assert_true (csv->has_names);
  g_assert_cmpint (csv->separator, ==, ',');
  g_assert_cmpstr (graft_csv_peek_name (csv, 0), ==, "width");
  g_assert_cmpstr (graft_csv_peek_name (csv, 1), ==, "the \"long\" name");
  g_assert_cmpstr (graft_csv_peek (csv, 0, 1), ==, "a,b\r\nc");
  g_assert_cmpstr (graft_csv_peek (csv, 1, 1), ==, "");
  g_assert_cmpstr (graft_csv_peek (csv, 1, 2), ==, "dog");
  g_assert_true (graft_csv_get_number (csv, 1, 0, &number));
  g_assert_cmpfloat (number, ==, -2000);
  g_assert_false (graft_csv_get_number (csv, 0, 2, &number));
  g_assert_true (graft_csv_find_labels (csv, &column));
  g_assert_cmpuint (column, ==, 2);
}

static void
test_csv_separators (void)
{
  static const struct
  {
    const char *text;
    char separator;
    gsize n_columns;
    gboolean has_names;
  } cases[] = {
    { "1;2\n3;4\n", ';', 2, FALSE },      { "1\t2\t3\n3\t4\t5", '\t', 3, FALSE },
    { "a;b\n1,5;2,5\n", ';', 2, FALSE }, /* a decimal comma is no number */
    { "\"x;y\",z\n1,2\n", ',', 2, TRUE }, { "1,2\n", ',', 2, FALSE },
    { "7\n8\n", ',', 1, FALSE },          { "x\n8\n", ',', 1, TRUE },
    { "x,y\na,b\n", ',', 2, FALSE },      { "x,target\na,b\n", ',', 2, TRUE },
    { "1,2\r3,4\r", ',', 2, FALSE }, /* as old Macs had it */
    { "1,\n2,", ',', 2, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftCsv) csv = parse_csv (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpint (csv->separator, ==, cases[i].separator);
      g_assert_cmpuint (csv->n_columns, ==, cases[i].n_columns);
      g_assert_cmpint (csv->has_names, ==, cases[i].has_names);
    }
}

static void
test_csv_refused (void)
{
  g_autofree char *long_field = g_strnfill (70000, 'a');
  g_autofree char *wide = g_strnfill (70000, ',');
  const struct
  {
    const char *text;
    int code;
    const char *part;
  } cases[] = {
    { "", GRAFT_IO_ERROR_FORMAT, "empty" },
    { "\n\n\r\n", GRAFT_IO_ERROR_FORMAT, "empty" },
    { "\xef\xbb\xbf", GRAFT_IO_ERROR_FORMAT, "empty" },
    { "1,2\n3\n", GRAFT_IO_ERROR_FORMAT,
      "line 2: has 1 fields where the first row has 2" },
    { "1,2\n\n\"3\n4\",5\n1,2,3\n", GRAFT_IO_ERROR_FORMAT, "line 5: has 3 fields" },
    { "1,2\n3,\"4\n5,6\n", GRAFT_IO_ERROR_FORMAT, "line 2: a quote is never closed" },
    { "1,2\n3,\xff\n", GRAFT_IO_ERROR_FORMAT, "line 2: byte 0xff" },
    { long_field, GRAFT_IO_ERROR_TOO_LARGE, "line 1: has a field" },
    { wide, GRAFT_IO_ERROR_TOO_LARGE, "line 1: has more than 65536 columns" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_csv (cases[i].text, &error));
      assert_refused (error, cases[i].code, cases[i].part);
    }
}

/* The point is a point, in whatever language. Where the machine has none that writes
 * commas, C itself is as good. */
static void
test_csv_locale (void)
{
  static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "C" };
  g_autoptr (GraftCsv) csv = NULL;
  double number = 0;
  gsize i = 0;

  while (setlocale (LC_NUMERIC, names[i]) == NULL)
    i++;
  csv = parse_csv ("1.25\n", NULL);
  g_assert_true (graft_csv_get_number (csv, 0, 0, &number));
  g_assert_cmpfloat (number, ==, 1.25);
  setlocale (LC_NUMERIC, "C");
}

/* ---- SVMlight ---- */

static GraftSvmlight *
parse_svmlight (const char *text,
                GraftSvmlightBase base,
                gsize n_features,
                GError **error)
{
  g_autoptr (GBytes) bytes = to_bytes (text);

  return graft_svmlight_parse (bytes, "file", base, n_features, error);
}

static void
test_svmlight (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftSvmlight) table = parse_svmlight (
      "# made by hand\n+1 qid:3 1:0.5 3:-2e1 # the first\n\n-1 2:7\r\n3.0",
      GRAFT_SVMLIGHT_AUTO, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (table->n, ==, 3);
  g_assert_cmpuint (table->n_features, ==, 3);
  g_assert_cmpuint (table->first_index, ==, 1);
  g_assert_cmpmem (table->values, 9 * sizeof (float),
                   ((const float[]){ 0.5f, 0, -20, 0, 7, 0, 0, 0, 0 }),
                   9 * sizeof (float));
  g_assert_cmpmem (table->labels, 3 * sizeof (gint64), ((const gint64[]){ 1, -1, 3 }),
                   3 * sizeof (gint64));
}

static void
test_svmlight_base (void)
{
  g_autoptr (GraftSvmlight) found =
      parse_svmlight ("1 0:4\n2 1:5\n", GRAFT_SVMLIGHT_AUTO, 0, NULL);
  g_autoptr (GraftSvmlight) said =
      parse_svmlight ("1 1:4\n", GRAFT_SVMLIGHT_FROM_0, 0, NULL);
  g_autoptr (GraftSvmlight) wide =
      parse_svmlight ("1 1:4\n", GRAFT_SVMLIGHT_FROM_1, 5, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (found->first_index, ==, 0);
  g_assert_cmpuint (found->n_features, ==, 2);
  g_assert_cmpfloat (found->values[3], ==, 5);
  g_assert_cmpuint (said->n_features, ==, 2);
  g_assert_cmpfloat (said->values[1], ==, 4);
  g_assert_cmpuint (wide->n_features, ==, 5);
  g_assert_cmpfloat (wide->values[0], ==, 4);
  g_assert_null (parse_svmlight ("1 0:4\n", GRAFT_SVMLIGHT_FROM_1, 0, &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "has a feature 0");
}

static void
test_svmlight_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *part;
  } cases[] = {
    { "", GRAFT_IO_ERROR_FORMAT, "no items" },
    { "# nothing\n", GRAFT_IO_ERROR_FORMAT, "no items" },
    { "1\n2\n", GRAFT_IO_ERROR_FORMAT, "labels only" },
    { "1 1:2\nx 1:2\n", GRAFT_IO_ERROR_FORMAT, "line 2: does not begin with a label" },
    { "1.5 1:2\n", GRAFT_IO_ERROR_FORMAT, "line 1: does not begin with a label" },
    { "1,2 1:2\n", GRAFT_IO_ERROR_FORMAT, "line 1: does not begin with a label" },
    { "nan 1:2\n", GRAFT_IO_ERROR_FORMAT, "line 1: does not begin with a label" },
    { "1 1:2 1:3\n", GRAFT_IO_ERROR_FORMAT, "feature 1 comes after 1" },
    { "1 3:2 2:3\n", GRAFT_IO_ERROR_FORMAT, "feature 2 comes after 3" },
    { "1 -1:2\n", GRAFT_IO_ERROR_FORMAT, "INDEX:VALUE" },
    { "1 :2\n", GRAFT_IO_ERROR_FORMAT, "INDEX:VALUE" },
    { "1 5\n", GRAFT_IO_ERROR_FORMAT, "INDEX:VALUE" },
    { "1 99999999999999999999:1\n", GRAFT_IO_ERROR_FORMAT, "at most 1048576" },
    { "1 1:\n", GRAFT_IO_ERROR_FORMAT, "the value of feature 1" },
    { "1 1:0x10\n", GRAFT_IO_ERROR_FORMAT, "the value of feature 1" },
    { "1 1:1e99\n", GRAFT_IO_ERROR_FORMAT, "the value of feature 1" },
  };
  g_autoptr (GString) bomb = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_svmlight (cases[i].text, GRAFT_SVMLIGHT_AUTO, 0, &error));
      assert_refused (error, cases[i].code, cases[i].part);
    }
  /* A few kilobytes that ask for 4 GiB. */
  for (guint i = 0; i < 1024; i++)
    g_string_append (bomb, "1 1048576:1\n");
  g_assert_null (parse_svmlight (bomb->str, GRAFT_SVMLIGHT_AUTO, 0, &failure));
  assert_refused (failure, GRAFT_IO_ERROR_TOO_LARGE, "1024 items of 1048576 features");
}

/* ---- pairs ---- */

static void
test_pairs (void)
{
  g_autoptr (GBytes) bytes =
      to_bytes ("We agree.\tNous sommes d’accord. \r\n\n  a b\tc\nlast\tone");
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPairs) pairs = graft_pairs_parse (bytes, "file", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pairs->n, ==, 3);
  g_assert_cmpstr (pairs->first[0], ==, "We agree.");
  g_assert_cmpstr (pairs->second[0], ==, "Nous sommes d’accord.");
  g_assert_cmpstr (pairs->first[1], ==, "a b");
  g_assert_cmpstr (pairs->second[2], ==, "one");
}

static void
test_pairs_refused (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "", "no pairs" },
    { "a\tb\nc\n", "line 2: should be two texts" },
    { "a\tb\nc\t\n", "line 2: should be two texts" },
    { "\tb\n", "line 1: should be two texts" },
    { "a\tb\tc\n", "line 1: should be two texts" },
    { "a\tb\nc\t\xe9t\xe9\n", "line 2: byte 0xe9 is no text in UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = to_bytes (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_pairs_parse (bytes, "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, cases[i].part);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/csv", test_csv);
  g_test_add_func ("/tables/csv/separators", test_csv_separators);
  g_test_add_func ("/tables/csv/refused", test_csv_refused);
  g_test_add_func ("/tables/csv/locale", test_csv_locale);
  g_test_add_func ("/tables/svmlight", test_svmlight);
  g_test_add_func ("/tables/svmlight/base", test_svmlight_base);
  g_test_add_func ("/tables/svmlight/refused", test_svmlight_refused);
  g_test_add_func ("/tables/pairs", test_pairs);
  g_test_add_func ("/tables/pairs/refused", test_pairs_refused);
  return g_test_run ();
}
