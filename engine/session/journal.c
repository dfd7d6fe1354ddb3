/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See journal.h. */
#include "engine/session/journal.h"

#include <pthread.h>

struct _GraftJournal
{
  pthread_mutex_t lock;
  GString *text; /* guarded by lock */
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

  va_start (arguments, format);
  pthread_mutex_lock (&self->lock);
  g_string_append_vprintf (self->text, format, arguments);
  g_string_append_c (self->text, '\n');
  pthread_mutex_unlock (&self->lock);
  va_end (arguments);
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
