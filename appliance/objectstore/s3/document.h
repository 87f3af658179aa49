// The XML documents of the calls. Read: what is missing or no number is a bad answer, never a zero. Written: with the
// MD5 that S3 wants beside some of them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "objectstore/s3/client.h"
#include "xml/element.h"

namespace clipbox::objectstore::s3 {

// What a call may be wrong about, for the message of its failure.
struct Reading {
  const Call& call;

  // The answer's document. Throws: Failure unless its root has this name.
  xml::Element Root(const net::HttpResponse& response, std::string_view name) const;
  // Throw: Failure for what is missing or is none.
  std::string Text(const xml::Element& parent, std::string_view name) const;
  std::uint64_t Number(const xml::Element& parent, std::string_view name) const;
  base::Timestamp Time(const xml::Element& parent, std::string_view name) const;
  // A key as the listing `root` writes it: percent-encoded where it says so.
  std::string Key(const xml::Element& root, std::string_view text) const;
  [[noreturn]] void Refuse(const std::string& why) const;
};

// S3's `true`; anything else is false.
bool IsTrue(const xml::Element& parent, std::string_view name);
// Without its quotes.

// Makes `root` the body of the call.
void SetDocument(Call& call, const xml::Element& root);

}  // namespace clipbox::objectstore::s3
