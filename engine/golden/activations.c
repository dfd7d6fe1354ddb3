/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.3, 1.5, 1.7 and 5.2: layers without weights. What works element by element
 * takes any number of axes; a softmax has its axis where the engine has channels. The
 * file to start from. */
#include "engine/golden/graph.h"

#include "engine/base/error.h"
#include "engine/nn/dropout.h"

static gboolean
run_layer (GraftCase *self,
           const GraftArray *input,
           const char *layer,
           const char *attributes,
           GError **error)
{
  g_auto (GraftGraphRun) run = { .lambda = graft_case_param (self, "lambda", 1) };

  return graft_graph_begin_with (&run, self, input, error) &&
         graft_graph_append (&run, layer, attributes, error) != 0 &&
         graft_graph_run (&run, self, error);
}

static gboolean
run_elements (GraftCase *self, const char *layer, const char *attributes, GError **error)
{
  const GraftArray rows = graft_array_as_rows (graft_case_input (self, "x", NULL));

  return run_layer (self, &rows, layer, attributes, error);
}

#define ELEMENTS(name, layer)                                                            \
  static gboolean name (GraftCase *self, GError **error)                                 \
  {                                                                                      \
    return run_elements (self, layer, NULL, error);                                      \
  }

#define IMAGE(name, layer)                                                               \
  static gboolean name (GraftCase *self, GError **error)                                 \
  {                                                                                      \
    return run_layer (self, graft_case_input (self, "x", NULL), layer, NULL, error);     \
  }

ELEMENTS (relu, "relu")
ELEMENTS (relu6, "relu6")
ELEMENTS (sigmoid, "sigmoid")
ELEMENTS (tanh_layer, "tanh")
ELEMENTS (softplus, "softplus")
IMAGE (global_average, "global-avg-pool")
IMAGE (global_maximum, "global-max-pool")
ELEMENTS (reversal, "grl")

static gboolean
leaky_relu (GraftCase *self, GError **error)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *attributes = g_strconcat (
      "slope=",
      g_ascii_dtostr (number, sizeof number, graft_case_param (self, "alpha", 0.01)),
      NULL);

  return run_elements (self, "leaky-relu", attributes, error);
}

static gboolean
find_axis (GraftCase *self, GraftArray *around, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  double axis = graft_case_param (self, "axis", x->rank > 1 ? 1 : 0);

  if (graft_array_around_axis (x, (int)CLAMP (axis, -99, 99), around))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
               "%s: “x” has %u axes, but “axis” is %g", graft_case_get_name (self),
               x->rank, axis);
  return FALSE;
}

/* log Σ exp x along the middle axis, from the largest value and its logarithm. */
static void
expect_log_sums (GraftCase *self, const GraftArray *x, const double *log_y)
{
  gsize k = x->dim[1], behind = x->dim[2], n = x->dim[0] * behind;
  g_autofree double *sums = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      gsize first = i / behind * k * behind + i % behind, largest = first;

      for (gsize j = 1; j < k; j++)
        if (x->value[first + j * behind] > x->value[largest])
          largest = first + j * behind;
      sums[i] = x->value[largest] - log_y[largest];
    }
  graft_case_expect (self, "lse", sums, n);
}

/* Outputs of a softmax case beside "y". */
static gboolean
expect_logarithms (GraftCase *self, const GraftArray *x, GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  g_autofree double *log_y = NULL;

  if (!graft_graph_begin_with (&run, self, x, error) ||
      graft_graph_append (&run, "log-softmax", NULL, error) == 0 ||
      !graft_graph_forward (&run, FALSE, error))
    return FALSE;
  log_y = graft_graph_dup_output (&run);
  graft_case_expect (self, "log_y", log_y, x->n);
  expect_log_sums (self, x, log_y);
  return TRUE;
}

static gboolean
softmax (GraftCase *self, GError **error)
{
  GraftArray x;

  return find_axis (self, &x, error) && run_layer (self, &x, "softmax", NULL, error) &&
         expect_logarithms (self, &x, error);
}

static gboolean
log_softmax (GraftCase *self, GError **error)
{
  GraftArray x;

  return find_axis (self, &x, error) && run_layer (self, &x, "log-softmax", NULL, error);
}

static void
expect_kept (GraftCase *self,
             const char *output,
             const GraftArray *from,
             const guint8 *kept)
{
  g_autofree GraftReal *values = graft_array_dup_reals (from);

  graft_dropout_apply (values, kept, from->n, from->n,
                       graft_case_param (self, "p_drop", 0.5), values);
  graft_case_expect_reals (self, output, values, from->n);
}

/* The layer draws its own mask; here it is given, and the arithmetic is the layer's. */
static gboolean
dropout (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  const GraftArray *mask = graft_case_input (self, "mask", error);
  g_autofree guint8 *kept = g_new (guint8, x->n + 1);

  if (!graft_case_check_shape (self, "mask", x->rank, x->dim, error))
    return FALSE;
  for (gsize i = 0; i < x->n; i++)
    kept[i] = mask->value[i] != 0;
  expect_kept (self, "y", x, kept);
  if (!graft_case_has_input (self, "dy"))
    return TRUE;
  if (!graft_case_check_shape (self, "dy", x->rank, x->dim, error))
    return FALSE;
  expect_kept (self, "d_x", graft_case_input (self, "dy", error), kept);
  return TRUE;
}

const GraftGoldenFamily graft_golden_activations[] = {
  { "act_relu6* relu6*", "relu6", "x", GRAFT_GOLDEN_REAL, relu6 },
  { "act_leaky_relu* act_leaky* leaky*", "leaky*", "x", GRAFT_GOLDEN_REAL, leaky_relu },
  { "act_relu* relu*", "relu", "x", GRAFT_GOLDEN_REAL, relu },
  { "act_sigmoid* sigmoid*", "sigmoid", "x", GRAFT_GOLDEN_REAL, sigmoid },
  { "act_tanh* tanh*", "tanh", "x", GRAFT_GOLDEN_REAL, tanh_layer },
  { "act_softplus* softplus*", "softplus", "x", GRAFT_GOLDEN_REAL, softplus },
  { "act_log_softmax* log_softmax* act_logsoftmax* logsoftmax*", "log_softmax", "x",
    GRAFT_GOLDEN_REAL, log_softmax },
  { "act_softmax* softmax*", "softmax", "x", GRAFT_GOLDEN_REAL, softmax },
  { "softmax_extreme*", "softmax", "x", GRAFT_GOLDEN_REAL, softmax },
  { "global_avgpool* global_av* global_pool_av* gap*", "gap", "x", GRAFT_GOLDEN_REAL,
    global_average },
  { "global_maxpool* global_max* global_pool_max* gmp*", "gmp", "x", GRAFT_GOLDEN_REAL,
    global_maximum },
  { "gradient_reversal* reversal* grl*", "y=x; dx=-lambda*", "x", GRAFT_GOLDEN_REAL,
    reversal },
  { "dropout*", "*dropout", "x mask", GRAFT_GOLDEN_REAL, dropout },
  { NULL },
};
