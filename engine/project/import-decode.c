/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures on all cores: a team of threads takes the next file, reads, hashes and unpacks
 * it whole, and keeps what is small. Results come out in the order of the files, so that
 * an import gives the same items on any machine. A window bounds how far the fast threads
 * run ahead of a slow file, in files and in bytes that wait to be embedded. */
#include "engine/base/sha256.h"
#include "engine/io/image-file.h"
#include "engine/io/image-hash.h"
#include "engine/project/import-private.h"
#include "engine/project/shown-name.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Files between the first unread result and the last file begun. */
#define WINDOW 256
/* The reader sleeps until so many are ready: waking it for each costs as much as hashing
 * does. It looks by itself a few times a second. */
#define WAKE_AT 32
#define LOOK_EVERY (50 * 1000 * 1000)
/* Contents that wait to be embedded. */
#define MOST_HELD ((guint64)64 << 20)
/* Pictures above this are unpacked one at a time: two of the largest would take half a
 * gigabyte. */
#define LARGE_PIXELS ((gsize)8 << 20)
#define SMALL_FILE ((gsize)64 << 10)
#define MOST_THREADS 64

struct _GraftImportTeam
{
  const GraftImportPart *part;
  GCancellable *cancellable;
  gboolean keep;
  GraftSha256Func sha256;
  gsize n;
  guint n_threads;
  pthread_t threads[MOST_THREADS];

  pthread_mutex_t lock;
  pthread_cond_t room;                /* base or held changed, or stop was set */
  pthread_cond_t ready;               /* the slot of base was filled */
  gsize next;                         /* file to be begun; guarded by lock */
  gsize base;                         /* file to be handed out; guarded by lock */
  guint64 held;                       /* bytes in slots; guarded by lock */
  guint n_full;                       /* slots; guarded by lock */
  gboolean stop;                      /* guarded by lock */
  gboolean full[WINDOW];              /* guarded by lock */
  GraftImportPicture results[WINDOW]; /* guarded by lock */
  pthread_mutex_t large;              /* held while a large picture is unpacked */
};

void
graft_import_picture_clear (GraftImportPicture *self)
{
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->content, g_bytes_unref);
}

/* --- one file --- */

static char *
say_gone (const char *name, int why)
{
  if (why == ENOENT)
    return g_strdup_printf (_ ("“%s” was there when the folder was listed and is gone "
                               "now; import it again."),
                            name);
  return g_strdup_printf (_ ("“%s” cannot be opened (%s); make it readable for you and "
                             "import it again."),
                          name, g_strerror (why));
}

/* Regular files only, at most GRAFT_IMAGE_MAX_FILE bytes; NULL with the reason. */
static char *
check_status (int file, const char *name, struct stat *status)
{
  if (fstat (file, status) != 0)
    return say_gone (name, errno);
  if (!S_ISREG (status->st_mode))
    return g_strdup_printf (_ ("“%s” is no regular file."), name);
  if ((guint64)status->st_size > GRAFT_IMAGE_MAX_FILE)
    return g_strdup_printf (_ ("“%s” is larger than %u MiB; make it smaller."), name,
                            (guint)(GRAFT_IMAGE_MAX_FILE >> 20));
  if (status->st_size == 0)
    return g_strdup_printf (_ ("“%s” is empty; fetch or copy it again."), name);
  return NULL;
}

static GBytes *
read_all (int file, gsize size)
{
  guint8 *data = g_try_malloc (size);
  gsize n = 0;

  while (data != NULL && n < size)
    {
      gssize got = read (file, data + n, size - n);

      if (got == 0)
        break;
      if (got > 0)
        n += (gsize)got;
      else if (errno != EINTR)
        {
          g_free (data);
          return NULL;
        }
    }
  return data != NULL ? g_bytes_new_take (data, n) : NULL;
}

static GBytes *
read_file (const char *path, const char *name, GraftImportPicture *picture)
{
  int file = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat status = { 0 };
  GBytes *bytes = NULL;

  if (file < 0)
    {
      picture->reason = say_gone (name, errno);
      return NULL;
    }
  picture->reason = check_status (file, name, &status);
  if (picture->reason == NULL)
    {
      bytes = read_all (file, (gsize)status.st_size);
      if (bytes == NULL)
        picture->reason = say_gone (name, errno);
    }
  close (file);
  picture->bytes = (guint64)status.st_size;
  picture->mtime = (gint64)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  return bytes;
}

/* A file of less than SMALL_FILE may unpack to a large picture all the same, but then it
 * is an even one; looking into each would cost more than that rare case does. */
static gboolean
is_large (GBytes *bytes, const char *name)
{
  GraftImageSize size;

  return g_bytes_get_size (bytes) >= SMALL_FILE &&
         graft_image_peek_parse (bytes, name, &size, NULL) &&
         size.width * size.height > LARGE_PIXELS;
}

static GraftImage *
unpack (GraftImportTeam *self, GBytes *bytes, const char *name, GError **error)
{
  gboolean large = is_large (bytes, name);
  GraftImage *image;

  if (large)
    pthread_mutex_lock (&self->large);
  image = graft_image_parse (bytes, name, error);
  if (large)
    pthread_mutex_unlock (&self->large);
  return image;
}

static void
read_picture (GraftImportTeam *self, gsize index, GraftImportPicture *picture)
{
  const GraftImportEntry *entry =
      &g_array_index (self->part->entries, GraftImportEntry, index);
  g_autofree char *path = g_build_filename (self->part->path, entry->path, NULL);
  g_autofree char *name = graft_shown_basename (path);
  g_autoptr (GBytes) bytes = read_file (path, name, picture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = NULL;

  if (bytes == NULL)
    return;
  image = unpack (self, bytes, name, &error);
  if (image == NULL)
    {
      picture->reason = g_strdup_printf ("%s.", error->message);
      return;
    }
  self->sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), picture->hash);
  picture->dhash = graft_image_dhash (image);
  picture->width = (guint)image->width;
  picture->height = (guint)image->height;
  picture->channels = (guint)image->channels;
  picture->bytes = g_bytes_get_size (bytes);
  if (self->keep)
    picture->content = g_steal_pointer (&bytes);
}

/* --- the team --- */

/* With lock held. The thread that could fill the slot of base always may. */
static gboolean
must_wait (const GraftImportTeam *self)
{
  return self->next >= self->base + WINDOW ||
         (self->held > MOST_HELD && self->next != self->base);
}

static gboolean
take_next (GraftImportTeam *self, gsize *index)
{
  gboolean more;

  pthread_mutex_lock (&self->lock);
  while (!self->stop && self->next < self->n && must_wait (self))
    {
      /* Nothing more comes until the reader has taken what is there. */
      pthread_cond_signal (&self->ready);
      pthread_cond_wait (&self->room, &self->lock);
    }
  more = !self->stop && self->next < self->n;
  if (more)
    *index = self->next++;
  pthread_mutex_unlock (&self->lock);
  return more;
}

static void
put_result (GraftImportTeam *self, gsize index, const GraftImportPicture *picture)
{
  pthread_mutex_lock (&self->lock);
  self->results[index % WINDOW] = *picture;
  self->full[index % WINDOW] = TRUE;
  if (picture->content != NULL)
    self->held += picture->bytes;
  self->n_full++;
  if (self->n_full >= WAKE_AT || self->base + self->n_full == self->n)
    pthread_cond_signal (&self->ready);
  pthread_mutex_unlock (&self->lock);
}

static void
tell_stop (GraftImportTeam *self)
{
  pthread_mutex_lock (&self->lock);
  self->stop = TRUE;
  pthread_cond_broadcast (&self->room);
  pthread_cond_broadcast (&self->ready);
  pthread_mutex_unlock (&self->lock);
}

static void *
team_worker (void *data)
{
  GraftImportTeam *self = data;
  gsize index;

  while (take_next (self, &index))
    {
      GraftImportPicture picture = { 0 };

      if (g_cancellable_is_cancelled (self->cancellable))
        {
          tell_stop (self);
          break;
        }
      read_picture (self, index, &picture);
      put_result (self, index, &picture);
    }
  return NULL;
}

GraftImportTeam *
graft_import_team_new (const GraftImportPart *part,
                       gboolean keep,
                       guint n_threads,
                       GCancellable *cancellable)
{
  GraftImportTeam *self = g_new0 (GraftImportTeam, 1);
  pthread_condattr_t monotonic;
  guint wanted = n_threads > 0 ? n_threads : g_get_num_processors ();

  self->part = part;
  self->keep = keep;
  self->sha256 = graft_sha256_find ();
  self->n = part->entries->len;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  pthread_mutex_init (&self->lock, NULL);
  pthread_mutex_init (&self->large, NULL);
  pthread_cond_init (&self->room, NULL);
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init (&self->ready, &monotonic);
  pthread_condattr_destroy (&monotonic);
  wanted = (guint)MIN (MIN (wanted, MOST_THREADS), MAX (self->n, 1));
  for (guint i = 0; i < wanted; i++)
    {
      if (pthread_create (&self->threads[i], NULL, team_worker, self) != 0)
        break;
      self->n_threads++;
    }
  return self;
}

/* With lock held. */
static void
wait_ready (GraftImportTeam *self)
{
  struct timespec until;

  clock_gettime (CLOCK_MONOTONIC, &until);
  until.tv_nsec += LOOK_EVERY;
  if (until.tv_nsec >= 1000000000)
    {
      until.tv_sec++;
      until.tv_nsec -= 1000000000;
    }
  pthread_cond_timedwait (&self->ready, &self->lock, &until);
}

gboolean
graft_import_team_next (GraftImportTeam *self, GraftImportPicture *picture)
{
  gboolean got = FALSE;

  /* Without any thread, which only a full system does, the caller reads. */
  if (self->n_threads == 0 && self->base < self->n &&
      !g_cancellable_is_cancelled (self->cancellable))
    {
      *picture = (GraftImportPicture){ 0 };
      read_picture (self, self->base++, picture);
      return TRUE;
    }
  pthread_mutex_lock (&self->lock);
  while (!self->stop && self->base < self->n && !self->full[self->base % WINDOW])
    wait_ready (self);
  if (!self->stop && self->base < self->n && self->n_threads > 0)
    {
      got = TRUE;
      *picture = self->results[self->base % WINDOW];
      self->full[self->base % WINDOW] = FALSE;
      self->n_full--;
      if (picture->content != NULL)
        self->held -= picture->bytes;
      self->base++;
      pthread_cond_broadcast (&self->room);
    }
  pthread_mutex_unlock (&self->lock);
  return got;
}

void
graft_import_team_free (GraftImportTeam *self)
{
  tell_stop (self);
  for (guint i = 0; i < self->n_threads; i++)
    pthread_join (self->threads[i], NULL);
  for (guint i = 0; i < WINDOW; i++)
    if (self->full[i])
      graft_import_picture_clear (&self->results[i]);
  pthread_cond_destroy (&self->ready);
  pthread_cond_destroy (&self->room);
  pthread_mutex_destroy (&self->large);
  pthread_mutex_destroy (&self->lock);
  g_clear_object (&self->cancellable);
  g_free (self);
}
