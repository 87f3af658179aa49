#include "jobs/plan_item.h"

namespace clipbox::jobs {

base::Json ToJson(const PlanItem& item) {
  return {{"type", ToText(item.type)},
          {"label", base::TextOrNull(item.label)},
          {"start", base::OrNull(base::StartOf(item.range))},
          {"end", base::OrNull(base::EndOf(item.range))},
          {"method", ToText(item.method)},
          {"reason", base::OrNull(item.reason)},
          {"readBytes", item.read_bytes},
          {"decodeFrames", item.decode_frames},
          {"encodeFrames", item.encode_frames},
          {"expectedBytes", item.expected_bytes},
          {"expectedSeconds", item.expected_seconds},
          {"settings", base::TextOrNull(item.settings)}};
}

}  // namespace clipbox::jobs
