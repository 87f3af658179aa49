#include "http/share/words.h"

#include "base/embedded.h"
#include "base/json.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kCatalogues = "page/lang/";  // `page/lang/de-4f2a6c1b.json`, and its compressed forms
constexpr std::string_view kArea = "share.page.";

Words ReadCatalogue(const base::EmbeddedFile& file) {
  std::map<std::string, std::string, std::less<>> texts;
  const base::Json catalogue = base::ParseJson(file.content);
  for (const auto& [key, text] : catalogue.items()) {
    if (key.starts_with(kArea) && text.is_string()) texts.emplace(key.substr(kArea.size()), text.get<std::string>());
  }
  const std::string_view name = file.path.substr(kCatalogues.size());
  return {std::string(name.substr(0, name.find_first_of("-."))), std::move(texts)};
}

// `de-AT;q=0.8` → de, 0.8.
std::pair<std::string, double> RangeOf(std::string_view item) {
  std::string_view rest = item;
  const std::string_view range = base::Trim(base::TakeUntil(rest, ';'));
  double quality = 1;
  if (const std::string_view weight = base::Trim(rest); weight.starts_with("q="))
    quality = base::ParseNumber<double>(weight.substr(2), 0, 1).value_or(0);
  return {base::ToLower(range.substr(0, range.find('-'))), quality};
}

}  // namespace

std::string Words::Get(std::string_view name,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> places) const {
  const auto found = texts_.find(name);
  if (found == texts_.end()) return std::string(name);
  std::string text = found->second;
  for (const auto& [place, value] : places) {
    const std::string mark = "{" + std::string(place) + "}";
    if (const std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
  }
  return text;
}

WordBook::WordBook() {
  for (const base::EmbeddedFile& file : base::EmbeddedFiles(kCatalogues)) {
    if (!file.path.ends_with(".json")) continue;
    languages_.push_back(ReadCatalogue(file));
    if (languages_.back().tag() == "en") english_ = languages_.size() - 1;
  }
}

const Words& WordBook::For(std::string_view accept_language) const {
  const Words* best = &languages_.at(english_);
  double best_quality = 0;
  for (const std::string_view item : base::SplitList(accept_language)) {
    const auto [tag, quality] = RangeOf(item);
    if (quality <= best_quality) continue;
    for (const Words& words : languages_) {
      if (words.tag() != tag) continue;
      best = &words;
      best_quality = quality;
    }
  }
  return *best;
}

}  // namespace clipbox::http
