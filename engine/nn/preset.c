/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of presets and how they are built: see preset.h. */
#include "engine/nn/preset.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define IMAGE(height, width, channels)                                                   \
  {                                                                                      \
    3,                                                                                   \
    {                                                                                    \
      height, width, channels                                                            \
    }                                                                                    \
  }

static const GraftPreset presets[] = {
  {
      /* Ganin et al. 2016, the MNIST → MNIST-M net; 48·4·4 = 768 features. */
      .info = { "dann-mnist", N_ ("Two convolutions, for 28×28 digits"),
                N_ ("The network of Ganin et al. 2016 for MNIST → MNIST-M, 0.3 M "
                    "weights.") },
      .input = IMAGE (28, 28, 3),
      .features = "conv:32:5,relu,pool:2,conv:48:5,relu,pool:2,flatten",
      .label_head = "dense:100,relu,dense:100,relu",
      .domain_head = "dense:100,relu",
  },
  {
      /* The same for house numbers, with the dropout of Srivastava et al. 2014. The third
       * convolution is padded, or 5×5 would not fit the 4×4 map. */
      .info = { "dann-svhn", N_ ("Three convolutions, for 32×32 house numbers"),
                N_ ("The network of Ganin et al. 2016 for SYN NUMBERS → SVHN, with "
                    "dropout. "
                    "16 M weights: slow without many cores.") },
      .input = IMAGE (32, 32, 3),
      .features =
          "conv:64:5,relu,dropout:0.1,pool:3:2,conv:64:5,relu,dropout:0.25,pool:3:2,"
          "conv2d(out=128;kernel=5;pad=2),relu,dropout:0.25,flatten",
      .label_head = "dense:3072,relu,dropout:0.5,dense:2048,relu,dropout:0.5",
      .domain_head = "dense:1024,relu,dense:1024,relu",
  },
  {
      .info = { "dann-svhn-small",
                N_ ("Three small convolutions, for 32×32 house numbers"),
                N_ ("Half the maps and a sixth of the heads of the SVHN network: for two "
                    "cores.") },
      .input = IMAGE (32, 32, 3),
      .features = "conv:32:5,relu,pool:3:2,conv:32:5,relu,pool:3:2,"
                  "conv2d(out=64;kernel=5;pad=2),relu,flatten",
      .label_head = "dense:512,relu,dense:256,relu",
      .domain_head = "dense:256,relu",
  },
  {
      /* Batch normalisation and a mean over places in front of the heads: few weights, so
       * that some hundred photographs are enough to train them. */
      .info = { "photo-small", N_ ("Four small convolutions, for photographs"),
                N_ ("For a few hundred photographs brought to 48×48: 61 k weights, an "
                    "epoch "
                    "takes a second.") },
      .input = IMAGE (48, 48, 3),
      .features = "conv2d(out=16;kernel=3;pad=1),bn,relu,pool:2,"
                  "conv2d(out=32;kernel=3;pad=1),bn,relu,pool:2,"
                  "conv2d(out=64;kernel=3;pad=1),bn,relu,pool:2,"
                  "conv2d(out=64;kernel=3;pad=1),bn,relu,gap",
      .label_head = "",
      .domain_head = "dense:64,relu",
  },
  {
      .info = { "digits-small", N_ ("Two small convolutions, for a quick look"),
                N_ ("A third of the MNIST network: an epoch takes seconds.") },
      .input = IMAGE (28, 28, 3),
      .features = "conv:16:5,relu,pool:2,conv:24:5,relu,pool:2,flatten",
      .label_head = "dense:64,relu",
      .domain_head = "dense:64,relu",
  },
  {
      /* LeCun et al. 1998, with ReLU and max-pooling. */
      .info = { "lenet", N_ ("LeNet-5"),
                N_ ("The classic of 1998 with ReLU and max-pooling, for 28×28 images.") },
      .input = IMAGE (28, 28, 1),
      .features = "conv:6:5,relu,pool:2,conv:16:5,relu,pool:2,flatten",
      .label_head = "dense:120,relu,dense:84,relu",
      .domain_head = "dense:100,relu",
  },
  {
      .info = { "mlp", N_ ("Two hidden layers of 256"),
                N_ ("No convolutions: for vectors and small images of any size.") },
      .input = IMAGE (28, 28, 1),
      .features = "flatten,dense:256,relu,dense:256,relu",
      .label_head = "",
      .domain_head = "dense:100,relu",
  },
  {
      .info = { "moons-mlp", N_ ("Two hidden layers of 32, for points"),
                N_ ("2–32–32 with linear heads: for the inter-twinning moons.") },
      .input = { 1, { 2 } },
      .features = "flatten,dense:32,relu,dense:32,relu",
      .label_head = "",
      .domain_head = "dense:32,relu",
  },
  {
      /* Ganin et al. 2016, Algorithm 1: the domain unit starts without an opinion. */
      .info = { "moons-shallow", N_ ("One hidden layer of 15, for points"),
                N_ ("2–15 sigmoid units with linear heads: the shallow network of Ganin "
                    "et "
                    "al. 2016 for the moons.") },
      .input = { 1, { 2 } },
      .features = "flatten,dense(out=15;init=glorot),sigmoid",
      .label_head = "",
      .domain_head = "",
      .label_init = "glorot",
      .domain_init = "zero",
  },
};

const GraftPreset *
graft_preset_get (gsize index)
{
  return index < G_N_ELEMENTS (presets) ? &presets[index] : NULL;
}

const GraftPreset *
graft_preset_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    if (strcmp (presets[i].info.id, id) == 0)
      return &presets[i];
  return NULL;
}

guint
graft_preset_add_features (const GraftPreset *self, GraftNetwork *network, GError **error)
{
  guint node = graft_network_append_chain (network, self->features, 0, error);

  if (node == 0)
    g_prefix_error (error, "network “%s”: ", self->info.id);
  return node;
}

static guint
add_head (const GraftPreset *self,
          GraftNetwork *network,
          const char *chain,
          const char *init,
          guint features,
          guint n_outputs,
          GError **error)
{
  g_autofree char *whole =
      g_strdup_printf ("%s%sdense(out=%u;init=%s)", chain, *chain ? "," : "", n_outputs,
                       init != NULL ? init : "he");
  guint node = graft_network_append_chain (network, whole, features, error);

  if (node == 0)
    g_prefix_error (error, "network “%s”: ", self->info.id);
  return node;
}

guint
graft_preset_add_label_head (const GraftPreset *self,
                             GraftNetwork *network,
                             guint features,
                             guint n_classes,
                             GError **error)
{
  return add_head (self, network, self->label_head, self->label_init, features, n_classes,
                   error);
}

guint
graft_preset_add_domain_head (const GraftPreset *self,
                              GraftNetwork *network,
                              guint features,
                              GError **error)
{
  return add_head (self, network, self->domain_head, self->domain_init, features, 1,
                   error);
}
