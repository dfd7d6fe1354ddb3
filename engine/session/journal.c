/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See journal.h. */
#include "engine/session/journal.h"

#include <pthread.h>

struct _GraftJournal
{
  pthread_mutex_t lock;
  GString *text; /* guarded by lock */
  void (*listener) (const char *line, gpointer data);
  gpointer listener_data;
};

GraftJournal *
graft_journal_new (void)
{
  GraftJournal *self = g_new0 (GraftJournal, 1);

  pthread_mutex_init (&self->lock, NULL);
  self->text = g_string_new (NULL);
  return self;
}

void
graft_journal_free (GraftJournal *self)
{
  pthread_mutex_destroy (&self->lock);
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
graft_journal_add (GraftJournal *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *line = NULL;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pthread_mutex_lock (&self->lock);
  g_string_append (self->text, line);
  g_string_append_c (self->text, '\n');
  pthread_mutex_unlock (&self->lock);
  if (self->listener != NULL)
    self->listener (line, self->listener_data);
}

void
graft_journal_set_listener (GraftJournal *self,
                            void (*listener) (const char *line, gpointer data),
                            gpointer data)
{
  self->listener = listener;
  self->listener_data = data;
}

char *
graft_journal_dup_text (GraftJournal *self)
{
  char *text;

  pthread_mutex_lock (&self->lock);
  text = g_strdup (self->text->str);
  pthread_mutex_unlock (&self->lock);
  return text;
}

void
graft_journal_set_text (GraftJournal *self, const char *text)
{
  pthread_mutex_lock (&self->lock);
  g_string_assign (self->text, text);
  pthread_mutex_unlock (&self->lock);
}
