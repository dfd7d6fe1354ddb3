/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the window and the command line may see of the engine: descriptors,
 * experiments, the session that runs them, and the immutable updates it sends. No tensor
 * is reachable from here, and nothing here blocks the main loop except where said. */
#pragma once

#include "engine/base/error.h"
#include "engine/base/param.h"
#include "engine/bench/bench.h"
#include "engine/golden/golden.h"
#include "engine/project/assist.h"
#include "engine/project/export.h"
#include "engine/project/import.h"
#include "engine/project/project-runs.h"
#include "engine/project/project.h"
#include "engine/project/verify.h"
#include "engine/session/about.h"
#include "engine/session/experiment.h"
#include "engine/session/result-json.h"
#include "engine/session/session.h"
#include "engine/session/update.h"
#include "engine/stats/summary.h"
#include "engine/transfer/catalogue.h"
