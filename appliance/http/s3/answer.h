// Answers of the S3 endpoint that are XML, and the small texts in them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/response.h"
#include "http/s3/request.h"
#include "xml/element.h"

namespace clipbox::http {

// 200 with the document, in S3's namespace.
Response XmlResponse(const xml::Element& root);
Response EmptyResponse(int status);

// `"d41d8…"`.
std::string Quoted(std::string_view etag);

// An account has no name here: everything belongs to whoever holds the key.
xml::Element Owner(const std::string& element = "Owner");

// Keys in a listing as `encoding-type` asks for them: `url` percent-encodes, because XML cannot hold every key.
class KeyEncoding {
 public:
  // Throws: S3Error InvalidArgument for another type.
  explicit KeyEncoding(const S3Request& request);
  std::string operator()(std::string_view key) const;
  // Says in a listing's root how its keys are written.
  void Describe(xml::Element& root) const;

 private:
  bool is_url_;
};

}  // namespace clipbox::http
