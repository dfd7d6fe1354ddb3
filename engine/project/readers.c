/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See readers.h. */
#include "engine/project/readers.h"

#include "engine/project/fail.h"

#include <pthread.h>

#define MOST_KEPT 8

struct _GraftReaders
{
  char *path;
  GraftSqlMode mode;
  pthread_mutex_t lock;
  pthread_cond_t back;
  GPtrArray *idle; /* guarded by lock */
  guint out;       /* guarded by lock */
  gboolean closed; /* guarded by lock */
};

static void
free_reader (gpointer reader)
{
  graft_sql_free (reader);
}

GraftReaders *
graft_readers_new (const char *path, GraftSqlMode mode)
{
  GraftReaders *self = g_new0 (GraftReaders, 1);

  self->path = g_strdup (path);
  self->mode = mode;
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->back, NULL);
  self->idle = g_ptr_array_new_with_free_func (free_reader);
  return self;
}

void
graft_readers_free (GraftReaders *self)
{
  g_ptr_array_unref (self->idle);
  pthread_cond_destroy (&self->back);
  pthread_mutex_destroy (&self->lock);
  g_free (self->path);
  g_free (self);
}

static void
count_back (GraftReaders *self)
{
  self->out--;
  pthread_cond_broadcast (&self->back);
}

GraftSql *
graft_readers_take (GraftReaders *self, GError **error)
{
  GraftSql *reader = NULL;
  gboolean closed;

  pthread_mutex_lock (&self->lock);
  closed = self->closed;
  self->out += !closed;
  if (!closed && self->idle->len > 0)
    reader = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  pthread_mutex_unlock (&self->lock);
  if (closed)
    graft_project_fail (error, GRAFT_IO_ERROR_FAILED, self->path,
                        "the project has been closed; open it again");
  if (reader != NULL || closed)
    return reader;
  reader = graft_sql_open (self->path, self->mode, error);
  if (reader == NULL)
    {
      pthread_mutex_lock (&self->lock);
      count_back (self);
      pthread_mutex_unlock (&self->lock);
    }
  return reader;
}

void
graft_readers_give (GraftReaders *self, GraftSql *reader)
{
  gboolean keep;

  pthread_mutex_lock (&self->lock);
  keep = !self->closed && self->idle->len < MOST_KEPT;
  if (keep)
    g_ptr_array_add (self->idle, reader);
  pthread_mutex_unlock (&self->lock);
  if (!keep)
    graft_sql_free (reader);
  pthread_mutex_lock (&self->lock);
  count_back (self);
  pthread_mutex_unlock (&self->lock);
}

void
graft_readers_close (GraftReaders *self)
{
  pthread_mutex_lock (&self->lock);
  self->closed = TRUE;
  /* The journal can be folded into the file only when nobody reads it any more. */
  while (self->out > 0)
    pthread_cond_wait (&self->back, &self->lock);
  g_ptr_array_set_size (self->idle, 0);
  pthread_mutex_unlock (&self->lock);
}
