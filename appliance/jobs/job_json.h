// The parts of a job that stand as JSON in rows and in the API alike: written here once, and read back. `null` where
// there is no value. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time_range.h"
#include "jobs/artifact.h"
#include "jobs/job.h"

namespace clipbox::jobs {

std::string_view ToText(MetadataVia via);

base::Json ToJson(const SourceMeta& meta);
base::Json ToJson(const std::vector<Chapter>& chapters);
base::Json ToJson(const std::vector<Warning>& warnings);
base::Json ToJson(const std::vector<base::TimeRange>& ranges);
base::Json ToJson(const std::vector<SpanProgress>& spans);
base::Json ToJson(const std::vector<OutputName>& outputs);
// What of an artifact everybody is told: the API, the receipt and the command line.
base::Json ToJson(const Artifact& artifact);
// What the probe saw of the file, and what was read of it since.
base::Json ProbeJson(const SourceFile& source);

// Each reads what ToJson writes; SourceMetaOf also the rows of 0.1.0. Throws: nlohmann's exceptions for other JSON.
SourceMeta SourceMetaOf(const base::Json& json);
std::vector<Chapter> ChaptersOf(const base::Json& json);
std::vector<Warning> WarningsOf(const base::Json& json);
std::vector<SpanProgress> SpansOf(const base::Json& json);
std::vector<OutputName> OutputNamesOf(const base::Json& json);
void ReadProbe(const base::Json& json, SourceFile& into);

}  // namespace clipbox::jobs
