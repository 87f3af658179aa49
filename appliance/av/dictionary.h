// Owns an AVDictionary: options on their way into a libav call. Move-only.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "av/error.h"
#include "av/libav.h"

namespace clipbox::av {

class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(std::initializer_list<std::pair<std::string, std::string>> entries) {
    for (const auto& [key, value] : entries) Set(key, value);
  }
  // `key=value:key=value`. Throws: Error for what is not.
  static Dictionary Parse(const std::string& text) {
    Dictionary result;
    Check(av_dict_parse_string(&result.dictionary_, text.c_str(), "=", ":", 0), "av_dict_parse_string");
    return result;
  }
  ~Dictionary() { av_dict_free(&dictionary_); }
  Dictionary(Dictionary&& other) noexcept : dictionary_(std::exchange(other.dictionary_, nullptr)) {}
  Dictionary& operator=(Dictionary&& other) noexcept {
    std::swap(dictionary_, other.dictionary_);
    return *this;
  }

  void Set(const std::string& key, const std::string& value) {
    Check(av_dict_set(&dictionary_, key.c_str(), value.c_str(), 0), "av_dict_set");
  }

  // For calls that take what they know out of it.
  AVDictionary** address() { return &dictionary_; }
  AVDictionary* Release() { return std::exchange(dictionary_, nullptr); }

 private:
  AVDictionary* dictionary_ = nullptr;
};

}  // namespace clipbox::av
