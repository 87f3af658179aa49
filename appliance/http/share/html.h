// HTML as a type of its own, so that no text becomes HTML by mistake. It does so by Text or as the value of an
// attribute, and both escape it. Values; pure.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::http {

class Html {
 public:
  Html() = default;
  Html(std::initializer_list<Html> parts) {
    for (const Html& part : parts) *this += part;
  }

  Html& operator+=(const Html& more) {
    code_ += more.code_;
    return *this;
  }
  bool empty() const { return code_.empty(); }
  const std::string& code() const { return code_; }

 private:
  friend Html Text(std::string_view text);
  friend class Tag;
  explicit Html(std::string code) : code_(std::move(code)) {}

  std::string code_;
};

// What a person reads, with `& < > " '` escaped and without control characters.
Html Text(std::string_view text);

// `<name attribute="value">inner</name>`; the names are ours, the values anybody's.
class Tag {
 public:
  explicit Tag(std::string_view name) : name_(name) {}

  // `""` for one that only has to be there (`controls`).
  Tag& With(std::string_view attribute, std::string_view value = "") &;
  Tag&& With(std::string_view attribute, std::string_view value = "") && { return std::move(With(attribute, value)); }

  Html Around(const Html& inner) const;
  // For `meta`, `link`, `img`, `input`, `track`, which hold nothing.
  Html Alone() const;

 private:
  std::string name_;
  std::string attributes_;
};

// `<!doctype html>` and the document.
std::string Document(const Html& html);

}  // namespace clipbox::http
