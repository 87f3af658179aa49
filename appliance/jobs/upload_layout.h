// How an uploaded file is cut into parts and where it lies in the bucket. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jobs/ids.h"

namespace clipbox::jobs {

inline constexpr std::uint64_t kMinPartSize = 8ULL << 20;
inline constexpr int kMaxParts = 10'000;               // S3 and R2
inline constexpr std::size_t kMaxExtensionBytes = 10;  // of a file name, with its dot

// Bytes of every part but the last: `wanted` (storage.part_size; nothing: 8 MiB), doubled until 10,000 parts hold the
// file. Requires: size_bytes > 0.
std::uint64_t PartSizeFor(std::uint64_t size_bytes, std::optional<std::uint64_t> wanted);

int PartCountOf(std::uint64_t size_bytes, std::uint64_t part_size);

// Bytes of part `number` (from 1).
std::uint64_t PartBytes(std::uint64_t size_bytes, std::uint64_t part_size, int number);

// `<prefix>sources/<job>/<upload>.mp4`, ASCII only; `upload` makes it new for each upload of a job. Of the file's name
// it has the ending and no more: keys are seen by everybody who gets a link or a receipt.
std::string SourceKey(std::string_view prefix, const JobId& job, std::string_view upload, std::string_view file_name);

// The part of our keys that says whose they are, for an open multipart upload shows no metadata. They are twelve
// characters of the installation's token (objectstore::kTokenName), after a '-'.
std::string KeyTag(std::string_view token);
bool HasKeyTag(std::string_view key, std::string_view token);

// A name that every file system, header and bucket takes: letters, digits, '.', '_' and '-'; at most 100 bytes, the
// extension kept.
std::string SafeFileName(std::string_view name);

}  // namespace clipbox::jobs
