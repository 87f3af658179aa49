// Runs the makers of a span over their stretch of the source. What could not be copied is made anew as `exact`, and a
// key-frame cut gets the earlier stretch that it needs. Used by RunSpan. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "av/input.h"
#include "media/span/maker_set.h"

namespace clipbox::media {

struct StretchRun {
  av::Input& input;  // freshly opened
  const SpanContext& context;
  const RunSettings& settings;
  std::function<void(double)> progress{};  // 0 to 1; may begin again
};

// The maker of the span's clip as the recipe wants it, but for key-frame cuts. Throws: FallBack.
std::unique_ptr<OutputMaker> NewClipMaker(const SpanContext& context, const av::Input& input);

// Reads, and finishes all makers.
void MakeStretch(const StretchRun& run, MakerSet& makers);

// True where the clip of this span is a key-frame cut.
bool IsKeyCut(const SpanContext& context);

// Makes the clip of the span, into `result`; the input is at its beginning afterwards.
void MakeKeyCut(const StretchRun& run, SpanResult& result);

}  // namespace clipbox::media
