// The few words of the pages for others, in the language that a visitor's browser asks for. They are those of the
// page's own catalogue (static/lang/), under `share.page.`. Constant after construction; any thread.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clipbox::http {

class Words {
 public:
  Words(std::string tag, std::map<std::string, std::string, std::less<>> texts)
      : tag_(std::move(tag)), texts_(std::move(texts)) {}

  // `de`, for `<html lang>`.
  const std::string& tag() const { return tag_; }
  std::string_view direction() const { return tag_ == "ar" ? "rtl" : "ltr"; }

  // The text of `share.page.<name>` with each `{place}` filled in; the name itself where there is none.
  std::string Get(std::string_view name,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> places = {}) const;

 private:
  std::string tag_;
  std::map<std::string, std::string, std::less<>> texts_;
};

class WordBook {
 public:
  // Reads the catalogues that the executable carries. Throws: Error kInvalidJson.
  WordBook();

  // The best of `Accept-Language` (RFC 9110, 12.5.4), English where none is known.
  const Words& For(std::string_view accept_language) const;

 private:
  std::vector<Words> languages_;
  std::size_t english_ = 0;
};

}  // namespace clipbox::http
