/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of tables; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/csv.h"

#include <string.h>

GBytes *
fuzz_seed (gsize index)
{
  static const char *const seeds[] = {
    "a,\"b \"\"c\"\"\",label\r\n1,2.5,x\r\n\r\n-3e4,\"4\r\n5\",y\r\n",
    "\xef\xbb\xbf"
    "1;2;3\n4;5;6\n",
    "x\ty\n1\t2\n",
  };

  return index < G_N_ELEMENTS (seeds)
             ? g_bytes_new_static (seeds[index], strlen (seeds[index]))
             : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftCsv) csv = graft_csv_parse (bytes, "fuzz", &error);
  gsize length = 0, labels;
  double number;

  if (csv == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  for (gsize row = 0; row < csv->n_rows; row++)
    for (gsize column = 0; column < csv->n_columns; column++)
      {
        length += strlen (graft_csv_peek (csv, row, column));
        graft_csv_get_number (csv, row, column, &number);
      }
  g_assert_cmpuint (length, <=, size);
  if (graft_csv_find_labels (csv, &labels))
    g_assert_cmpuint (labels, <, csv->n_columns);
  return 0;
}
