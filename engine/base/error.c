/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quarks of error.h. */
#include "engine/base/error.h"

G_DEFINE_QUARK (graft - io - error - quark, graft_io_error)
G_DEFINE_QUARK (graft - data - error - quark, graft_data_error)
G_DEFINE_QUARK (graft - param - error - quark, graft_param_error)
G_DEFINE_QUARK (graft - network - error - quark, graft_network_error)
G_DEFINE_QUARK (graft - train - error - quark, graft_train_error)
