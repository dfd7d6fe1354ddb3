/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See textures.h. A field of 0 … 1 over the picture chooses between a few colours; light
 * that falls from one side and a grain of noise come on top, as a camera would have them.
 */
#include "engine/synth/textures.h"

#include <math.h>

#define LATTICE 16 /* places a side of the noise, a power of two */
#define MOST_COLOURS 4

typedef struct
{
  float at[LATTICE * LATTICE];
} Noise;

typedef enum
{
  KIND_CLOUDS,
  KIND_WAVES,
  KIND_CHECKS,
  KIND_RINGS,
  KIND_LEAVES,
  N_KINDS
} Kind;

/* What one texture is made of; lengths are in pixels. */
typedef struct
{
  Kind kind;
  Noise noise;
  double cell;   /* of the coarsest noise */
  double period; /* of waves, checks, rings */
  double angle;
  double warp; /* how far noise bends the regular ones */
  double x, y; /* middle of the rings, phase of the others */
  guint n_colours;
  double colours[MOST_COLOURS][3];
  double shade_x, shade_y;
  double grain;
} Recipe;

static double
smooth (double t)
{
  return t * t * (3 - 2 * t);
}

/* Value noise, 0 … 1, of period LATTICE. */
static double
noise_at (const Noise *noise, double x, double y)
{
  double floor_x = floor (x), floor_y = floor (y);
  double part_x = smooth (x - floor_x), part_y = smooth (y - floor_y);
  guint x0 = (guint)(gint)floor_x % LATTICE, x1 = (x0 + 1) % LATTICE;
  guint y0 = (guint)(gint)floor_y % LATTICE, y1 = (y0 + 1) % LATTICE;
  double above = (double)noise->at[y0 * LATTICE + x0] * (1 - part_x) +
                 (double)noise->at[y0 * LATTICE + x1] * part_x;
  double below = (double)noise->at[y1 * LATTICE + x0] * (1 - part_x) +
                 (double)noise->at[y1 * LATTICE + x1] * part_x;

  return above * (1 - part_y) + below * part_y;
}

/* Four octaves, each half as strong and twice as fine. */
static double
clouds_at (const Recipe *recipe, double x, double y)
{
  double sum = 0, strength = 0.5, scale = 1 / recipe->cell;

  for (guint octave = 0; octave < 4; octave++)
    {
      sum += strength * noise_at (&recipe->noise, x * scale + 3.7 * octave, y * scale);
      strength *= 0.5;
      scale *= 2;
    }
  return CLAMP ((sum - 0.47) * 2.2 + 0.5, 0, 1);
}

static double
field_at (const Recipe *recipe, double x, double y)
{
  double bend = recipe->warp * (clouds_at (recipe, x, y) - 0.5);
  double c = cos (recipe->angle), s = sin (recipe->angle),
         unit = 2 * G_PI / recipe->period;
  double along = c * x + s * y + bend + recipe->x,
         across = c * y - s * x + bend + recipe->y;

  switch (recipe->kind)
    {
    case KIND_WAVES:
      return 0.5 + 0.5 * sin (unit * along);
    case KIND_CHECKS:
      return 0.5 + 0.5 * tanh (4 * sin (unit * along) * sin (unit * across));
    case KIND_RINGS:
      return 0.5 + 0.5 * sin (unit * (hypot (x - recipe->x, y - recipe->y) + bend));
    case KIND_LEAVES:
      return 0.5 + 0.5 * tanh (10 * (clouds_at (recipe, x, y) - 0.5));
    case KIND_CLOUDS:
    case N_KINDS:
    default:
      return clouds_at (recipe, x, y);
    }
}

static Recipe
draw_recipe (GraftRng *rng, gsize side)
{
  Recipe recipe = { .kind = (Kind)graft_rng_below (rng, N_KINDS) };
  double brightness = graft_rng_range (rng, 25, 190),
         spread = graft_rng_range (rng, 15, 70);
  double tint[3];

  for (guint i = 0; i < LATTICE * LATTICE; i++)
    recipe.noise.at[i] = (float)graft_rng_uniform (rng);
  recipe.cell = (double)side * graft_rng_range (rng, 0.4, 1.2);
  recipe.period = (double)side * graft_rng_range (rng, 0.4, 1.0);
  recipe.angle = graft_rng_range (rng, 0, G_PI);
  recipe.warp = (double)side * graft_rng_range (rng, 0, 0.5);
  recipe.x = graft_rng_range (rng, 0, (double)side);
  recipe.y = graft_rng_range (rng, 0, (double)side);
  recipe.n_colours = 2 + graft_rng_below (rng, MOST_COLOURS - 1);
  for (guint c = 0; c < 3; c++)
    tint[c] = graft_rng_range (rng, -50, 50);
  /* Colours of one picture are related, as they are in nature. */
  for (guint i = 0; i < recipe.n_colours; i++)
    {
      double light = brightness + spread * graft_rng_range (rng, -1, 1);

      for (guint c = 0; c < 3; c++)
        recipe.colours[i][c] = light + tint[c] + graft_rng_range (rng, -25, 25);
    }
  recipe.shade_x = graft_rng_range (rng, -30, 30) / (double)side;
  recipe.shade_y = graft_rng_range (rng, -30, 30) / (double)side;
  recipe.grain = graft_rng_range (rng, 0, 10);
  return recipe;
}

void
graft_texture_draw (GraftRng *rng, gsize height, gsize width, guint8 *out)
{
  Recipe recipe = draw_recipe (rng, MAX (height, width));

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      {
        double place = field_at (&recipe, (double)x, (double)y) * (recipe.n_colours - 1);
        guint first = MIN ((guint)place, recipe.n_colours - 2);
        double part = place - first;
        double extra = recipe.shade_x * ((double)x - (double)width / 2) +
                       recipe.shade_y * ((double)y - (double)height / 2) +
                       recipe.grain * graft_rng_range (rng, -1, 1);

        for (guint c = 0; c < 3; c++)
          {
            double value = recipe.colours[first][c] * (1 - part) +
                           recipe.colours[first + 1][c] * part + extra;

            *out++ = (guint8)(CLAMP (value, 0, 255) + 0.5);
          }
      }
}
