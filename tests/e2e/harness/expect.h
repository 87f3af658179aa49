// What several end-to-end tests hold a finished job to. Uses Catch2's assertions; call from the test's own thread.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "e2e/harness/api_client.h"

namespace clipbox::e2e {

// The code of the problem that the call is refused with; empty where it is not refused.
std::string CodeOfRefusal(const ApiClient& client, const std::string& method, const std::string& path,
                          const Json& body = nullptr);

// What the job has, each by what is unique within a job: type, label, start and end.
std::multiset<std::string> ArtifactNames(const ApiClient& client, const std::string& job);

// Each artifact stands once, and its signed link gives the bytes whose size and SHA-256 the API names.
void CheckArtifacts(const ApiClient& client, const std::string& job);

// Each clip presents exactly the frames that `source` has in [start, end), and its sound covers the same span.
void CheckClips(const ApiClient& client, const std::string& job, const std::filesystem::path& source);

// Bytes that the API says are stored for the job: its source and its artifacts.
std::uint64_t BytesOf(const ApiClient& client, const std::string& job);

// The job's way through the statuses, as its timeline tells: `to` of each move, in order.
std::vector<std::string> Moves(const ApiClient& client, const std::string& job);

// How often the timeline has this event.
int CountEvents(const ApiClient& client, const std::string& job, const std::string& event);

}  // namespace clipbox::e2e
