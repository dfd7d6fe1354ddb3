/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-lock.h. */
#include "engine/project/project-lock.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _GraftProjectLock
{
  char *path;
  int fd;
};

static char *
lock_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strconcat (".", name, ".lock", NULL);

  return g_build_filename (folder, hidden, NULL);
}

/* "PID PROGRAM" as its holder wrote it. */
static char *
describe_holder (int fd)
{
  char text[128] = "";
  g_autofree char *program = NULL;
  gssize n = pread (fd, text, sizeof text - 1, 0);
  char *end;
  guint64 pid;

  text[MAX (n, 0)] = '\0';
  pid = g_ascii_strtoull (text, &end, 10);
  if (pid == 0)
    return g_strdup (_ ("Another program has this project open."));
  program = g_utf8_make_valid (g_strstrip (end), -1);
  return g_strdup_printf (
      /* Translators: the name of a program and the number of its process. */
      _ ("%s (process %" G_GUINT64_FORMAT ") has this project open."),
      *program != '\0' ? program : "Graft", pid);
}

/* The holder deletes its lock when it closes: one that has gone meanwhile is no lock. */
static gboolean
is_current (const char *path, int fd)
{
  struct stat held, there;

  return fstat (fd, &held) == 0 && stat (path, &there) == 0 &&
         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

static void
write_holder (int fd)
{
  g_autofree char *text = g_strdup_printf (
      "%d %s\n", (int)getpid (), g_get_prgname () != NULL ? g_get_prgname () : "graft");

  /* For people only: a full disk does no harm here. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    return;
}

static GraftProjectLock *
take (int fd, char *path)
{
  GraftProjectLock *self = g_new0 (GraftProjectLock, 1);

  write_holder (fd);
  self->fd = fd;
  self->path = path;
  return self;
}

GraftProjectLock *
graft_project_lock_try (const char *path, char **reason)
{
  g_autofree char *beside = lock_path (path);

  for (;;)
    {
      int fd = open (beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

      if (fd < 0)
        {
          *reason =
              g_strdup_printf (_ ("The folder of this project cannot be written (%s)."),
                               g_strerror (errno));
          return NULL;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          *reason = errno == EWOULDBLOCK
                        ? describe_holder (fd)
                        : g_strdup_printf (
                              _ ("The folder of this project knows no file locks (%s)."),
                              g_strerror (errno));
          close (fd);
          return NULL;
        }
      if (is_current (beside, fd))
        return take (fd, g_steal_pointer (&beside));
      close (fd);
    }
}

void
graft_project_lock_free (GraftProjectLock *self)
{
  g_unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
