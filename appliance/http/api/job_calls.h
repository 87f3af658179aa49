// What the handlers of jobs share: whose job the path names, and the recipe in a body. Pure but for the store they ask.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/json_object.h"
#include "http/api/api.h"
#include "http/api/job_json.h"

namespace clipbox::http {

inline jobs::JobId JobIdOf(const Request& request) { return jobs::JobId{request.PathValue("id")}; }
inline const jobs::UserId& UserOf(const Request& request) { return request.GetCaller().user; }

// The job of the path. Throws: Error kNotFound, for another user's job too.
jobs::Job GetJob(const Api& api, const Request& request);

// The same, of a job whose file is there. Throws: Error kSourceMissing too; `purpose` of the file, in words: `look at`.
jobs::Job GetJobWithSource(const Api& api, const Request& request, std::string_view purpose);

// The body's `recipe`, with the presets of whoever asks. Returns nullopt if it is not given. Throws: as
// jobs::ParseRecipe.
std::optional<jobs::JobRecipe> FindRecipe(const Api& api, const Request& request, const base::JsonObject& body);

// Throws: Error kTooLong, with the figures, for a video longer than media.max_duration.
void CheckDuration(const Api& api, std::optional<double> seconds);

// A page of a list: `{items, nextCursor}`.
template <class Row>
Response PageResponse(const store::Page<Row>& page) {
  base::Json items = base::Json::array();
  for (const Row& row : page.items) items.push_back(ToJson(row));
  return JsonResponse({{"items", std::move(items)}, {"nextCursor", base::OrNull(page.next_cursor)}});
}

inline store::PageRequest PageOf(const Request& request) { return {request.Limit(), request.Query("cursor")}; }

}  // namespace clipbox::http
