/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MATLAB files that libmatio wrote, read by ours: every class, plain and packed. Built
 * where libmatio is. */
#include "engine/base/error.h"
#include "engine/io/mat.h"
#include "tests/support/temp-folder.h"

#include <matio.h>

static const struct
{
  enum matio_classes class;
  enum matio_types type;
  GraftNpyType wanted;
} classes[] = {
  { MAT_C_DOUBLE, MAT_T_DOUBLE, GRAFT_NPY_F8 },
  { MAT_C_SINGLE, MAT_T_SINGLE, GRAFT_NPY_F4 },
  { MAT_C_INT8, MAT_T_INT8, GRAFT_NPY_I1 },
  { MAT_C_UINT8, MAT_T_UINT8, GRAFT_NPY_U1 },
  { MAT_C_INT16, MAT_T_INT16, GRAFT_NPY_I2 },
  { MAT_C_UINT16, MAT_T_UINT16, GRAFT_NPY_U2 },
  { MAT_C_INT32, MAT_T_INT32, GRAFT_NPY_I4 },
  { MAT_C_UINT32, MAT_T_UINT32, GRAFT_NPY_U4 },
  { MAT_C_INT64, MAT_T_INT64, GRAFT_NPY_I8 },
  { MAT_C_UINT64, MAT_T_UINT64, GRAFT_NPY_U8 },
};

/* Element (i, j, k) is 100 i + 10 j + k, whatever the class. */
#define ROWS 2
#define COLUMNS 3
#define PAGES 4

static void
put_value (GraftNpyType type, void *data, gsize at, guint value)
{
  switch (type)
    {
    case GRAFT_NPY_F8:
      ((double *)data)[at] = value;
      break;
    case GRAFT_NPY_F4:
      ((float *)data)[at] = (float)value;
      break;
    case GRAFT_NPY_I1:
    case GRAFT_NPY_U1:
      ((guint8 *)data)[at] = (guint8)value;
      break;
    case GRAFT_NPY_I2:
    case GRAFT_NPY_U2:
      ((guint16 *)data)[at] = (guint16)value;
      break;
    case GRAFT_NPY_I4:
    case GRAFT_NPY_U4:
      ((guint32 *)data)[at] = value;
      break;
    default:
      ((guint64 *)data)[at] = value;
    }
}

static guint
value_at (gsize i, gsize j, gsize k)
{
  return (guint)(100 * i + 10 * j + k);
}

static void
write_array (mat_t *file, gsize index, enum matio_compression packing)
{
  g_autofree char *name = g_strdup_printf ("v%u", (guint)index);
  size_t dims[3] = { ROWS, COLUMNS, PAGES };
  guint64 data[ROWS * COLUMNS * PAGES] = { 0 };
  matvar_t *variable;

  for (gsize i = 0; i < ROWS; i++)
    for (gsize j = 0; j < COLUMNS; j++)
      for (gsize k = 0; k < PAGES; k++)
        put_value (classes[index].wanted, data, i + ROWS * (j + COLUMNS * k),
                   value_at (i, j, k));
  variable =
      Mat_VarCreate (name, classes[index].class, classes[index].type, 3, dims, data, 0);
  g_assert_nonnull (variable);
  g_assert_cmpint (Mat_VarWrite (file, variable, packing), ==, 0);
  Mat_VarFree (variable);
}

/* A text and a cell between them, which are not looked into. */
static void
write_others (mat_t *file)
{
  size_t dims[2] = { 1, 5 }, one[2] = { 1, 1 };
  matvar_t *text =
      Mat_VarCreate ("text", MAT_C_CHAR, MAT_T_UTF8, 2, dims, (char[]){ "hello" }, 0);
  matvar_t *cells[1] = { Mat_VarCreate (NULL, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, one,
                                        (double[]){ 1 }, 0) };
  matvar_t *cell = Mat_VarCreate ("cell", MAT_C_CELL, MAT_T_CELL, 2, one, cells, 0);

  g_assert_cmpint (Mat_VarWrite (file, text, MAT_COMPRESSION_ZLIB), ==, 0);
  g_assert_cmpint (Mat_VarWrite (file, cell, MAT_COMPRESSION_NONE), ==, 0);
  Mat_VarFree (text);
  Mat_VarFree (cell);
}

static void
check_array (GraftMat *mat, gsize index)
{
  g_autofree char *name = g_strdup_printf ("v%u", (guint)index);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpy) array = graft_mat_get (mat, name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (array->type, ==, classes[index].wanted);
  g_assert_cmpuint (array->rank, ==, 3);
  for (gsize i = 0; i < ROWS; i++)
    for (gsize j = 0; j < COLUMNS; j++)
      for (gsize k = 0; k < PAGES; k++)
        g_assert_cmpfloat (graft_npy_get (array, (i * COLUMNS + j) * PAGES + k), ==,
                           classes[index].wanted == GRAFT_NPY_I1
                               ? (gint8)value_at (i, j, k)
                               : (double)value_at (i, j, k));
}

static void
test_matio (gconstpointer data)
{
  const enum matio_compression packing =
      GPOINTER_TO_INT (data) ? MAT_COMPRESSION_ZLIB : MAT_COMPRESSION_NONE;
  char *folder = test_temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.mat", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftMat) mat = NULL;
  mat_t *file = Mat_CreateVer (path, NULL, MAT_FT_MAT5);

  g_assert_nonnull (file);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      write_array (file, i, packing);
      if (i == 4)
        write_others (file);
    }
  Mat_Close (file);
  mat = graft_mat_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **)graft_mat_peek_names (mat)), ==,
                    G_N_ELEMENTS (classes));
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    check_array (mat, i);
  test_temp_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/mat-matio/plain", GINT_TO_POINTER (FALSE), test_matio);
  g_test_add_data_func ("/mat-matio/packed", GINT_TO_POINTER (TRUE), test_matio);
  return g_test_run ();
}
