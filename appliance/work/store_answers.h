// The question whether the object store answers, as those put it who would else wait in vain for one that is away.
// Shared by the pool and the deleter.
#pragma once

#include <functional>

namespace clipbox::work {

// Asked only while there is something to do; must not wait for long. Empty: it always does. Safe from several threads.
using StoreAnswers = std::function<bool()>;

}  // namespace clipbox::work
