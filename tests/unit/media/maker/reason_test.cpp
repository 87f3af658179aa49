#include "media/maker/reason.h"

#include <set>

#include "catch.h"

using namespace clipbox::media;

TEST_CASE("each reason has a word of its own, as clients of the API know it") {
  CHECK(ToText(Reason::kAskedFor) == "asked_for");
  CHECK(ToText(Reason::kNotH264) == "not_h264");
  CHECK(ToText(Reason::kOpenGop) == "open_gop");
  CHECK(ToText(Reason::kSeamMismatch) == "seam_mismatch");
  std::set<std::string_view> words;
  int reasons = 0;
  for (auto reason = Reason::kAskedFor; reason <= Reason::kSeamMismatch;
       reason = static_cast<Reason>(static_cast<int>(reason) + 1)) {
    ++reasons;
    words.insert(ToText(reason));
  }
  CHECK(words.size() == static_cast<std::size_t>(reasons));
}

TEST_CASE("an output without a reason has no word") {
  CHECK(ToText(std::optional<Reason>{}) == std::nullopt);
  CHECK(ToText(std::optional{Reason::kDamaged}) == "damaged");
}
