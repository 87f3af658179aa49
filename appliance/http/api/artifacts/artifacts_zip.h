// Everything that was made of a job, with receipts, as one zip archive, streamed: read from the object store as the
// client takes it.
#pragma once

#include "http/api/api.h"
#include "http/response.h"

namespace clipbox::http {

// Throws: Error kNotFound where nothing was made; what the object store throws for the first of them, while that can
// still be said.
Response ZipResponse(const Api& api, const jobs::Job& job);

}  // namespace clipbox::http
