// What `GET /system` says of the work under way: what each worker does, and who waits in the line. Any thread.
#pragma once

#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/json.h"
#include "store/store.h"
#include "work/pool/running.h"

namespace clipbox::serve {

// `[{worker, task, jobId, title, ownerName, seconds, fraction}]`, by the workers' names.
base::Json DescribeWorkers(work::Running& running, const store::Store& store, const accounts::Accounts& accounts,
                           const base::Clock& clock);

}  // namespace clipbox::serve
