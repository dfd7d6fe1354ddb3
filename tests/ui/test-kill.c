/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window is killed in the middle of work, again and again, with the same project: a
 * child labels, undoes and trains, and says what it is about to do and what has been
 * painted; the parent kills it at a random moment, opens the project and compares. No
 * label that was on screen may be lost and every file must open.
 *
 * GRAFT_KILL_ROUNDS sets how many rounds; a few without. */
#include "ui/data/data-page.h"
#include "ui/window/window.h"

#include "app/application.h"
#include "tests/support/temp-folder.h"

#include <cairo.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ITEMS 24
#define N_CLASSES 4
#define DEFAULT_ROUNDS 4
/* Edits of one item between two pictures. */
#define MOST_ASKED 256
/* Seconds that anything may take. */
#define PATIENCE 60

/* --- the child --- */

typedef struct
{
  guint32 id;
  int before;
} Edit;

typedef struct
{
  GraftWindow *window;
  GraftProject *project;
  GraftProjectSet *set;
  GArray *dirty; /* guint32 ids whose rows changed since the last picture */
  GArray *done;  /* Edit, of this process */
  GRand *random;
} Child;

static void
say (char what, guint32 id, int label)
{
  printf ("%c %u %d\n", what, id, label);
  fflush (stdout);
}

static void
changed_cb (Child *child, guint first, guint n)
{
  gsize all;
  const GraftItem *items = graft_project_set_peek_items (child->set, &all);

  for (guint i = first; i < first + n && i < all; i++)
    g_array_append_val (child->dirty, items[i].id);
}

/* A picture has been painted: what changed before it is on screen. */
static void
painted_cb (Child *child)
{
  gsize all;
  const GraftItem *items = graft_project_set_peek_items (child->set, &all);

  for (guint i = 0; i < child->dirty->len; i++)
    {
      guint position;
      guint32 id = g_array_index (child->dirty, guint32, i);

      if (graft_project_set_find_item (child->set, id, &position))
        say ('S', id, items[position].label);
    }
  g_array_set_size (child->dirty, 0);
}

/* One edit at a time, so that what an undo brings back is known. */
static void
undo (Child *child)
{
  Edit last = g_array_index (child->done, Edit, child->done->len - 1);

  g_array_set_size (child->done, child->done->len - 1);
  say ('R', last.id, last.before);
  graft_project_undo (child->project);
}

static void
label (Child *child)
{
  gsize n;
  const GraftItem *items = graft_project_set_peek_items (child->set, &n);
  const GraftItem *item = &items[g_rand_int_range (child->random, 0, (gint32)n)];
  Edit edit = { item->id, item->label };
  int class = g_rand_int_range (child->random, -1, N_CLASSES);

  if (class == item->label)
    return;
  g_array_append_val (child->done, edit);
  say ('R', edit.id, class);
  graft_project_label (child->project, child->set, &edit.id, 1, class);
}

static gboolean
edit_cb (gpointer user_data)
{
  Child *child = user_data;

  if (graft_project_get_pending (child->project) > 0)
    return G_SOURCE_CONTINUE;
  if (child->done->len > 0 && g_rand_int_range (child->random, 0, 6) == 0)
    undo (child);
  else
    label (child);
  return G_SOURCE_CONTINUE;
}

static void
opened_cb (Child *child)
{
  GraftProjectHolder *projects = graft_window_get_projects (child->window);
  GraftRunController *controller = graft_window_get_controller (child->window);
  g_autoptr (GError) error = NULL;

  child->project = graft_project_holder_get_project (projects);
  if (child->project == NULL)
    return;
  child->set = g_list_model_get_item (graft_project_get_sets (child->project), 0);
  g_signal_connect_swapped (child->set, "items-changed", G_CALLBACK (changed_cb), child);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (child->window)),
                            "after-paint", G_CALLBACK (painted_cb), child);
  say ('O', 0, 0);
  if (graft_run_controller_open_sets (controller, &error))
    {
      graft_window_show_page (child->window, "data");
      graft_run_controller_start (controller);
    }
  g_timeout_add (3, edit_cb, child);
}

/* Two processes of one application would be one: the second hands over and ends. */
G_NORETURN static void
work (const char *path, guint seed)
{
  Child child = { .dirty = g_array_new (FALSE, FALSE, sizeof (guint32)),
                  .done = g_array_new (FALSE, FALSE, sizeof (Edit)),
                  .random = g_rand_new_with_seed (seed) };
  GraftApplication *application = graft_application_new ();

  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  child.window = GRAFT_WINDOW (graft_window_new (ADW_APPLICATION (application)));
  gtk_window_present (GTK_WINDOW (child.window));
  g_signal_connect_swapped (graft_window_get_projects (child.window), "notify::project",
                            G_CALLBACK (opened_cb), &child);
  graft_project_holder_open (graft_window_get_projects (child.window), path,
                             GRAFT_PROJECT_OPEN);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the parent --- */

/* What may be found on disk for an item: what was last painted, or anything that was
 * asked for since: of several edits between two pictures each may have been the last one.
 */
typedef struct
{
  int painted;
  int asked[MOST_ASKED];
  guint n_asked;
} Expected;

typedef struct
{
  char *folder;
  char *path;
  Expected items[N_ITEMS + 1]; /* by id */
  guint n_painted;
  guint n_lost;
  guint n_refused;
} Parent;

static void
write_picture (const char *folder, guint i)
{
  g_autofree char *name = g_strdup_printf ("%02u.png", i);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 24, 24);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, (i % 5) / 4.0, (i % 7) / 6.0, (i % 3) / 2.0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, i % 20, (i * 7) % 20, 4, 4);
  cairo_fill (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImportReport) report =
      graft_import_finish (GRAFT_PROJECT (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->taken, ==, N_ITEMS);
  *(gboolean *)user_data = TRUE;
}

static void
make_project (Parent *parent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project = NULL;
  g_autofree char *pictures = g_build_filename (parent->folder, "pictures", NULL);
  const char *const paths[] = { pictures, NULL };
  const GraftImportOptions options = { .unlabelled = TRUE };
  gboolean done = FALSE;
  g_autoptr (GraftProjectSet) set = NULL;

  g_assert_cmpint (g_mkdir_with_parents (pictures, 0700), ==, 0);
  for (guint i = 0; i < N_ITEMS; i++)
    write_picture (pictures, i);
  project = graft_project_open (parent->path, GRAFT_PROJECT_CREATE, &error);
  g_assert_no_error (error);
  graft_import_async (project, paths, &options, NULL, NULL, imported_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  set = g_list_model_get_item (graft_project_get_sets (project), 0);
  for (guint i = 0; i < N_CLASSES; i++)
    {
      g_autofree char *name = g_strdup_printf ("class %u", i);

      graft_project_add_class (project, set, name);
    }
  g_assert_true (graft_project_flush (project, &error));
  graft_project_close (project);
}

/* It is on screen now, so whatever was asked for before it is past. */
static void
take_painted (Expected *item, int label)
{
  guint past = 0;

  item->painted = label;
  while (past < item->n_asked && item->asked[past] != label)
    past++;
  if (past == item->n_asked)
    return;
  item->n_asked -= past + 1;
  memmove (item->asked, item->asked + past + 1, item->n_asked * sizeof *item->asked);
}

static void
take_line (Parent *parent, const char *line)
{
  char what;
  guint id;
  int label;

  g_assert_cmpint (sscanf (line, "%c %u %d", &what, &id, &label), ==, 3);
  g_assert_cmpuint (id, <=, N_ITEMS);
  if (what == 'R')
    {
      Expected *item = &parent->items[id];

      g_assert_cmpuint (item->n_asked, <, MOST_ASKED);
      item->asked[item->n_asked++] = label;
    }
  if (what != 'S')
    return;
  parent->n_painted++;
  take_painted (&parent->items[id], label);
}

static gboolean
is_expected (const Expected *item, int label)
{
  gboolean fine = label == item->painted;

  for (guint i = 0; i < item->n_asked; i++)
    fine |= label == item->asked[i];
  return fine;
}

/* The project opens, and every label is one that may be there. */
static void
compare (Parent *parent, guint round)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project =
      graft_project_open (parent->path, GRAFT_PROJECT_OPEN, &error);
  g_autoptr (GraftProjectSet) set = NULL;
  const GraftItem *items;
  gsize n;

  if (project == NULL)
    {
      parent->n_refused++;
      g_test_message ("round %u: %s", round, error->message);
      return;
    }
  set = g_list_model_get_item (graft_project_get_sets (project), 0);
  items = graft_project_set_peek_items (set, &n);
  g_assert_cmpuint (n, ==, N_ITEMS);
  for (gsize i = 0; i < n; i++)
    {
      Expected *expected = &parent->items[items[i].id];

      if (round > 0 && !is_expected (expected, items[i].label))
        {
          parent->n_lost++;
          g_test_message ("round %u: item %u was painted as %d, and the file has %d",
                          round, items[i].id, expected->painted, items[i].label);
        }
      *expected = (Expected){ .painted = items[i].label };
    }
  graft_project_close (project);
}

/* Reads what the child says until @seconds after its project is open, kills it, and reads
 * what was still in the pipe. */
static void
watch (Parent *parent, GPid child, int fd, double seconds)
{
  g_autoptr (GError) error = NULL;
  FILE *lines = fdopen (fd, "r");
  char line[64];
  gint64 end = g_get_monotonic_time () + (gint64)PATIENCE * G_USEC_PER_SEC;
  gboolean killed = FALSE;

  while (fgets (line, sizeof line, lines) != NULL)
    {
      if (line[0] == 'O')
        end = g_get_monotonic_time () + (gint64)(seconds * G_USEC_PER_SEC);
      if (strchr (line, '\n') != NULL)
        take_line (parent, line);
      if (!killed && g_get_monotonic_time () >= end)
        {
          kill (child, SIGKILL);
          killed = TRUE;
        }
    }
  fclose (lines);
}

static void
run_round (Parent *parent, guint round, const char *program)
{
  g_autofree char *seed = g_strdup_printf ("%u", round);
  char *arguments[] = { (char *)program, (char *)"--work", parent->path, seed, NULL };
  g_autoptr (GError) error = NULL;
  GPid child;
  int out, status;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  watch (parent, child, out, g_test_rand_double_range (0.01, 2.5));
  while (waitpid (child, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_kill (gconstpointer program)
{
  const char *wish = g_getenv ("GRAFT_KILL_ROUNDS");
  guint n_rounds =
      wish != NULL ? (guint)g_ascii_strtoull (wish, NULL, 10) : DEFAULT_ROUNDS;
  Parent parent = { .folder = test_temp_folder_new () };

  parent.path = g_build_filename (parent.folder, "killed.graft", NULL);
  make_project (&parent);
  compare (&parent, 0);
  for (guint round = 1; round <= n_rounds; round++)
    {
      run_round (&parent, round, program);
      compare (&parent, round);
    }
  g_test_message (
      "%u kills: %u labels painted, %u lost, %u times the project did not open", n_rounds,
      parent.n_painted, parent.n_lost, parent.n_refused);
  g_assert_cmpuint (parent.n_painted, >, 0);
  g_assert_cmpuint (parent.n_lost, ==, 0);
  g_assert_cmpuint (parent.n_refused, ==, 0);
  g_free (parent.path);
  test_temp_folder_remove (parent.folder);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--work"))
    {
      gtk_init ();
      work (argv[2], (guint)g_ascii_strtoull (argv[3], NULL, 10));
    }
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  g_test_add_data_func ("/kill/window", argv[0], test_kill);
  return g_test_run ();
}
