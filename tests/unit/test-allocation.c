/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No memory is asked for in a training step: not by the loader's thread, not by the
 * workers, not by the libraries beneath. Counts every allocation of the process. */
#include "engine/transfer/learner.h"
#include "tests/support/session-watch.h"

#include <stdatomic.h>
#include <stdlib.h>

#define WARM_UP 5
#define STEPS 20

static atomic_bool counting;
static atomic_uint n_allocations;

static void
count (void)
{
  if (atomic_load (&counting))
    atomic_fetch_add (&n_allocations, 1);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

#ifdef SANITIZED

/* The sanitizers keep malloc() for themselves, but tell of each call. */
int __sanitizer_install_malloc_and_free_hooks (void (*allocated) (const volatile void *,
                                                                  size_t),
                                               void (*freed) (const volatile void *));

static void
allocated_cb (const volatile void *memory, size_t size)
{
  count ();
}

static void
freed_cb (const volatile void *memory)
{
}

static void
begin_watch (void)
{
  g_assert_true (__sanitizer_install_malloc_and_free_hooks (allocated_cb, freed_cb) > 0);
}

#else

/* These stand before the C library's own, for every library of the process. */
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);
void *__libc_memalign (size_t alignment, size_t size);

void *
malloc (size_t size)
{
  count ();
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  count ();
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  count ();
  return __libc_realloc (memory, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  count ();
  return __libc_memalign (alignment, size);
}

static void
begin_watch (void)
{
}

#endif

static guint
end_count (void)
{
  atomic_store (&counting, FALSE);
  return atomic_exchange (&n_allocations, 0);
}

static GraftDataset *
make_pictures (guint64 seed)
{
  static const char *const names[] = { "0", "1", "2", "3", "4", "5",
                                       "6", "7", "8", "9", NULL };
  const gsize n = 40, size = 28 * 28 * 3;
  GraftShape shape = graft_shape_image (28, 28, 3);
  guint8 *pixels = g_malloc (n * size);
  gint32 *labels = g_new (gint32, n);
  g_autoptr (GBytes) items = NULL;
  g_autoptr (GBytes) classes = NULL;
  g_autoptr (GError) error = NULL;
  GraftDataset *dataset;
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n * size; i++)
    pixels[i] = (guint8)graft_rng_below (&rng, 256);
  for (gsize i = 0; i < n; i++)
    labels[i] = (gint32)(i % 10);
  items = g_bytes_new_take (pixels, n * size);
  classes = g_bytes_new_take (labels, n * sizeof *labels);
  dataset = graft_dataset_new ("noise", GRAFT_ITEM_IMAGE, &shape, n, items, classes,
                               names, &error);
  g_assert_no_error (error);
  return dataset;
}

/* A whole adaptation step: batches cut and augmented ahead, forward, losses, backward,
 * optimiser. */
static void
check_steps (const char *layers, const char *optimizer, guint n_threads)
{
  const GraftMethodClass *method = graft_method_class_find ("dann");
  g_autoptr (GraftParams) params =
      graft_params_new_joined (graft_training_params, graft_n_training_params,
                               method->info.params, method->info.n_params);
  g_autoptr (GraftDataset) source = make_pictures (1), target = make_pictures (2);
  g_autoptr (GraftWorkers) workers = graft_workers_new (n_threads);
  g_autoptr (GraftLearner) learner = NULL;
  g_autoptr (GraftBatchLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  const GraftAugment augment = { .crop_padding = 2, .brightness = 0.2, .rotation = 10 };
  GraftLearnerSpec spec = { .method = method,
                            .preset = graft_preset_find ("digits-small"),
                            .layers = layers,
                            .params = params,
                            .input = graft_shape_image (28, 28, 3),
                            .n_classes = 10,
                            .n_source = 20,
                            .n_target = 20,
                            .seed = 1 };
  GraftBatchPlan plan = { .source = source,
                          .target = target,
                          .n_source = 20,
                          .n_target = 20,
                          .seed = 1,
                          .normalisation = { { 0 }, 1 },
                          .augment = &augment };

  g_assert_true (graft_params_set_text (params, "optimizer", optimizer, &error));
  g_assert_true (graft_params_set (params, "clip_norm", 5, &error));
  learner = graft_learner_new (&spec, workers, &error);
  g_assert_no_error (error);
  loader = graft_batch_loader_new (&plan, &error);
  g_assert_no_error (error);
  for (guint step = 0; step < WARM_UP + STEPS; step++)
    {
      GraftStepFigures figures;

      if (step == WARM_UP)
        atomic_store (&counting, TRUE);
      graft_learner_step (learner, graft_batch_loader_next (loader), 0.5, 0.5, 0.01,
                          GRAFT_MOVE_ALL, &figures, &error);
    }
  g_assert_cmpuint (end_count (), ==, 0);
  g_assert_no_error (error);
}

static void
test_fast (void)
{
  check_steps (NULL, "sgd", 1);
  check_steps (NULL, "adam", 2);
}

/* Every kind of layer that keeps something between forward and backward. */
static void
test_layers (void)
{
  check_steps ("conv:8:3,bn,relu,dropout:0.3,avg-pool:2,conv2d(out=8;kernel=3;groups=2),"
               "l2-normalise,leaky-relu,gmp,dense:16,tanh,softplus",
               "adamw", 2);
}

static void
test_plain (void)
{
  g_setenv ("GRAFT_KERNELS", "plain", TRUE);
  check_steps (NULL, "rmsprop", 2);
  g_unsetenv ("GRAFT_KERNELS");
}

/* A whole session, of which every hundredth step is told: what is told needs memory, the
 * steps between do not. */
static void
test_session (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "epochs=16", 2);
  g_autofree char *text = g_strjoinv ("epochs=40000", parts);
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);
  guint64 begin;
  guint n;

  graft_session_start (watch->session);
  graft_watch_until_step (watch, 500);
  begin = watch->step;
  atomic_store (&counting, TRUE);
  graft_watch_until_step (watch, begin + 4000);
  n = end_count ();
  g_test_message ("%u allocations in %" G_GUINT64_FORMAT " steps", n,
                  watch->step - begin);
  g_assert_cmpuint (n, <, (watch->step - begin) / 2);
  graft_session_stop (watch->session);
  graft_session_join (watch->session);
}

/* The counter sees what it is there to see. */
static void
test_counter (void)
{
  gpointer volatile memory; /* or the compiler sees that nobody needs it */

  atomic_store (&counting, TRUE);
  memory = g_malloc (10);
  memory = g_realloc (memory, 100000);
  g_free (memory);
  memory = aligned_alloc (64, 64);
  free (memory);
  /* ThreadSanitizer does not tell of the last one. */
  g_assert_cmpuint (end_count (), >=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  begin_watch ();
  g_test_add_func ("/allocation/counter", test_counter);
  g_test_add_func ("/allocation/fast", test_fast);
  g_test_add_func ("/allocation/layers", test_layers);
  g_test_add_func ("/allocation/plain", test_plain);
  g_test_add_func ("/allocation/session", test_session);
  return g_test_run ();
}
