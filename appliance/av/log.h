// libav's own messages: never on standard error, only in the debug log. Thread-safe.
#pragma once

namespace clipbox::av {

// Idempotent; every skin that may make libav talk calls it first.
void QuietLibav();

}  // namespace clipbox::av
