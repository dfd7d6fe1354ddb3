/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is: its name first, then its first bytes, since arrays and tables come
 * under many names and a wrong guess would refuse good data. */
#include "engine/data/data-source.h"
#include "engine/io/image-file.h"
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Enough for the header line of a table with thousands of columns. */
#define PEEK 65536

static const struct
{
  const char *source;
  const char *label;
} kinds[GRAFT_IMPORT_N_KINDS] = {
  [GRAFT_IMPORT_NOTHING] = { NULL, N_ ("Nothing to import") },
  [GRAFT_IMPORT_FOREIGN] = { NULL, N_ ("A format that is not read") },
  [GRAFT_IMPORT_PICTURE] = { NULL, N_ ("Pictures") },
  [GRAFT_IMPORT_IDX] = { "idx", N_ ("IDX") },
  [GRAFT_IMPORT_IDX_LABELS] = { NULL, N_ ("IDX labels") },
  [GRAFT_IMPORT_USPS] = { "usps", N_ ("USPS digits") },
  [GRAFT_IMPORT_NPY] = { "npy", N_ ("NumPy array") },
  [GRAFT_IMPORT_NPY_LABELS] = { NULL, N_ ("NumPy labels") },
  [GRAFT_IMPORT_NPZ] = { "npz", N_ ("NumPy arrays") },
  [GRAFT_IMPORT_MAT] = { "mat", N_ ("MATLAB file") },
  [GRAFT_IMPORT_CSV] = { "csv", N_ ("Table of features") },
  [GRAFT_IMPORT_SVMLIGHT] = { "svmlight", N_ ("svmlight") },
  [GRAFT_IMPORT_PAIRS] = { NULL, N_ ("Pairs of sentences") },
  [GRAFT_IMPORT_TABLE] = { NULL, N_ ("Labels of files") },
  [GRAFT_IMPORT_SOURCE] = { NULL, N_ ("Data that Graft draws") },
};

const char *
graft_import_kind_get_source (GraftImportKind kind)
{
  return kinds[kind].source;
}

const char *
graft_import_kind_get_label (GraftImportKind kind)
{
  return _ (kinds[kind].label);
}

gboolean
graft_import_is_source (const char *path)
{
  const char *colon = strchr (path, ':');
  const GraftDataKind *kind;

  for (gsize i = 0; colon != NULL && (kind = graft_data_kind_get (i)) != NULL; i++)
    if (strlen (kind->kind) == (gsize)(colon - path) &&
        strncmp (path, kind->kind, (gsize)(colon - path)) == 0)
      return TRUE;
  return FALSE;
}

/* --- names --- */

static gboolean
ends_like (const char *name, const char *const *endings)
{
  gsize length = strlen (name);

  for (gsize i = 0; endings[i] != NULL; i++)
    {
      gsize end = strlen (endings[i]);

      if (length > end && g_ascii_strcasecmp (name + length - end, endings[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_foreign_picture (const char *name)
{
  static const char *const endings[] = { ".gif",  ".webp", ".tif", ".tiff", ".heic",
                                         ".heif", ".avif", ".jxl", ".psd",  ".svg",
                                         ".jp2",  ".cr2",  ".nef", NULL };

  return ends_like (name, endings);
}

static gboolean
is_archive (const char *name)
{
  static const char *const endings[] = { ".zip", ".tar", ".tgz", ".7z",
                                         ".rar", ".xz",  ".bz2", NULL };

  return ends_like (name, endings);
}

/* --- bytes --- */

typedef struct
{
  guint8 data[PEEK + 1]; /* a NUL follows */
  gsize size;
} Peek;

/* Sockets and pipes would never answer: only regular files are opened for long. */
static gboolean
read_start (const char *path, Peek *peek, char **reason)
{
  int file = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  g_autofree char *name = graft_shown_basename (path);
  struct stat status;
  gssize n = -1;

  if (file >= 0 && fstat (file, &status) == 0 && !S_ISREG (status.st_mode))
    {
      *reason = g_strdup_printf (_ ("“%s” is no regular file."), name);
      close (file);
      return FALSE;
    }
  if (file >= 0)
    n = read (file, peek->data, PEEK);
  if (n < 0)
    *reason =
        g_strdup_printf (_ ("“%s” cannot be opened (%s); make it readable for you and "
                            "import it again."),
                         name, g_strerror (errno));
  if (file >= 0)
    close (file);
  peek->size = n > 0 ? (gsize)n : 0;
  peek->data[peek->size] = 0;
  return n >= 0;
}

/* The start of what is inside a gzip file; damaged ones simply have less of it. */
static void
unpack_start (Peek *peek)
{
  g_autoptr (GConverter) converter = NULL;
  g_autofree guint8 *packed = NULL;
  gsize taken = 0, size = peek->size;

  if (size < 2 || peek->data[0] != 0x1f || peek->data[1] != 0x8b)
    return;
  packed = g_memdup2 (peek->data, size);
  converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  peek->size = 0;
  while (taken < size && peek->size < PEEK)
    {
      gsize in = 0, out = 0;
      GConverterResult result = g_converter_convert (
          converter, packed + taken, size - taken, peek->data + peek->size,
          PEEK - peek->size, G_CONVERTER_NO_FLAGS, &in, &out, NULL);

      if (result == G_CONVERTER_ERROR || (in == 0 && out == 0))
        break;
      taken += in;
      peek->size += out;
      if (result == G_CONVERTER_FINISHED)
        break;
    }
  peek->data[peek->size] = 0;
}

static gboolean
starts_with (const Peek *peek, const char *magic, gsize size)
{
  return peek->size >= size && memcmp (peek->data, magic, size) == 0;
}

static gboolean
is_text (const Peek *peek)
{
  return peek->size > 0 && memchr (peek->data, 0, peek->size) == NULL;
}

static gboolean
is_picture (const Peek *peek)
{
  return starts_with (peek, "\xff\xd8\xff", 3) ||
         starts_with (peek, "\x89PNG\r\n\x1a\n", 8) ||
         (starts_with (peek, "BM", 2) && !is_text (peek));
}

/* --- text of many kinds --- */

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *g_strchug (end) == '\0';
}

/* "label index:value index:value …" */
static gboolean
is_svmlight (const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", -1);
  guint n = 0;

  if (words[0] == NULL || !is_number (words[0]))
    return FALSE;
  for (guint i = 1; words[i] != NULL && words[i][0] != '#'; i++)
    {
      char *colon = strchr (words[i], ':');

      if (words[i][0] == '\0')
        continue;
      if (colon == NULL || colon == words[i] || !is_number (colon + 1))
        return FALSE;
      n++;
    }
  return n > 0;
}

static gboolean
is_usps (const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && !is_number (words[i]))
      return FALSE;
    else if (words[i][0] != '\0')
      n++;
  return n == 257;
}

static gboolean
is_pairs (const char *line)
{
  const char *tab = strchr (line, '\t');

  return tab != NULL && tab != line && tab[1] != '\0' && strchr (tab + 1, '\t') == NULL &&
         !is_number (tab + 1);
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A column of file names and one of labels, by their heads or by what is in them. */
static gboolean
is_table (const char *line)
{
  static const char *const files[] = { "file",  "filename",   "file_name", "path",
                                       "image", "image_name", "picture",   NULL };
  static const char *const labels[] = { "label",  "class",    "class_name",
                                        "target", "category", NULL };
  g_auto (GStrv) cells = g_strsplit_set (line, ",;\t", -1);
  gboolean has_file = FALSE, has_label = FALSE;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *cell = g_strstrip (cells[i]);
      gsize length = strlen (cell);

      if (length > 1 && cell[0] == '"' && cell[length - 1] == '"')
        {
          cell[length - 1] = '\0';
          cell++;
        }
      has_file |= is_one_of (cell, files);
      has_label |= is_one_of (cell, labels);
      if (i == 0 && graft_image_has_known_name (cell) && cells[1] != NULL)
        return TRUE;
    }
  return has_file && has_label;
}

static char *
first_line (const Peek *peek)
{
  const char *text = (const char *)peek->data;
  gsize length;

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  length = strcspn (text, "\r\n");
  return g_strndup (text, length);
}

static GraftImportKind
recognise_text (const Peek *peek, const char *name)
{
  static const char *const svm[] = { ".svm",    ".svmlight",    ".libsvm",
                                     ".svm.gz", ".svmlight.gz", NULL };
  static const char *const comma[] = { ".csv", ".csv.gz", NULL };
  static const char *const tab[] = { ".tsv", ".tsv.gz", ".tab", NULL };
  g_autofree char *line = first_line (peek);

  if (ends_like (name, svm) || is_svmlight (line))
    return GRAFT_IMPORT_SVMLIGHT;
  if (is_usps (line))
    return GRAFT_IMPORT_USPS;
  if (ends_like (name, comma) || ends_like (name, tab))
    {
      if (is_table (line))
        return GRAFT_IMPORT_TABLE;
      return ends_like (name, tab) && is_pairs (line) ? GRAFT_IMPORT_PAIRS
                                                      : GRAFT_IMPORT_CSV;
    }
  return GRAFT_IMPORT_NOTHING;
}

/* "(…, 'shape': (500,), }": labels have one dimension. */
static gboolean
has_one_axis (const Peek *peek)
{
  const char *shape = NULL, *open, *comma, *close;

  if (peek->size > 10)
    shape = g_strstr_len ((const char *)peek->data + 10, (gssize)(peek->size - 10),
                          "'shape'");
  open = shape != NULL ? strchr (shape, '(') : NULL;
  comma = open != NULL ? strchr (open, ',') : NULL;
  close = open != NULL ? strchr (open, ')') : NULL;
  return comma != NULL && close != NULL && comma < close &&
         strspn (comma + 1, " ") == (gsize)(close - comma - 1);
}

static GraftImportKind
recognise_bytes (const Peek *peek, const char *name)
{
  if (is_picture (peek))
    return GRAFT_IMPORT_PICTURE;
  if (starts_with (peek, "\x93NUMPY", 6))
    return has_one_axis (peek) ? GRAFT_IMPORT_NPY_LABELS : GRAFT_IMPORT_NPY;
  if (starts_with (peek, "MATLAB 5.0", 10))
    return GRAFT_IMPORT_MAT;
  /* A zip archive whose first member is an array; its name stands behind 30 bytes. */
  if (starts_with (peek, "PK\x03\x04", 4) && peek->size > 30 &&
      memmem (peek->data + 30, MIN (peek->size - 30, 260), ".npy", 4) != NULL)
    return GRAFT_IMPORT_NPZ;
  /* Two zeros, the type 8 for bytes, the number of dimensions. */
  if (starts_with (peek, "\0\0\x08", 3) && peek->size > 3)
    return peek->data[3] == 1 ? GRAFT_IMPORT_IDX_LABELS : GRAFT_IMPORT_IDX;
  return is_text (peek) ? recognise_text (peek, name) : GRAFT_IMPORT_NOTHING;
}

/* Names that promise data: when the bytes are something else, the file is refused, not
 * passed over. */
static GraftImportKind
promised (const char *name)
{
  static const char *const endings[] = { ".npy", ".npz", ".mat",      ".csv",    ".tsv",
                                         ".svm", ".idx", ".svmlight", ".libsvm", NULL };

  return ends_like (name, endings) || strstr (name, "-ubyte") != NULL
             ? GRAFT_IMPORT_FOREIGN
             : GRAFT_IMPORT_NOTHING;
}

GraftImportKind
graft_import_recognise (const char *path, char **reason)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = graft_shown_name (name);
  g_autofree Peek *peek = NULL;
  GraftImportKind kind;

  *reason = NULL;
  if (graft_image_has_known_name (name))
    return GRAFT_IMPORT_PICTURE;
  if (is_foreign_picture (name) || is_archive (name))
    {
      *reason = g_strdup_printf (
          is_archive (name)
              ? _ ("“%s” is an archive; unpack it and import what was in it.")
              : _ ("“%s” is in a format that Graft does not read; save it as PNG or "
                   "JPEG."),
          shown);
      return GRAFT_IMPORT_FOREIGN;
    }
  peek = g_new (Peek, 1);
  if (!read_start (path, peek, reason))
    return GRAFT_IMPORT_FOREIGN;
  unpack_start (peek);
  kind = recognise_bytes (peek, name);
  if (kind != GRAFT_IMPORT_NOTHING)
    return kind;
  kind = promised (name);
  *reason = kind == GRAFT_IMPORT_FOREIGN
                ? g_strdup_printf (_ ("“%s” is not what its name says; export it again."),
                                   shown)
                : g_strdup_printf (_ ("“%s” is no picture and no data that Graft reads."),
                                   shown);
  return kind;
}
