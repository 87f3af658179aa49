#include "objectstore/s3/document.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/md5.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {

void Reading::Refuse(const std::string& why) const { throw BadAnswer(call.what, call.key, why); }

xml::Element Reading::Root(const net::HttpResponse& response, std::string_view name) const {
  auto root = xml::Parse(response.body, kMaxDocumentBytes);
  if (!root) Refuse("it is not XML");
  if (root->name != name) Refuse("it is no " + std::string(name));
  return *std::move(root);
}

std::string Reading::Text(const xml::Element& parent, std::string_view name) const {
  const std::string text(parent.TextOf(name));
  if (text.empty()) Refuse("it has no " + std::string(name));
  return text;
}

std::uint64_t Reading::Number(const xml::Element& parent, std::string_view name) const {
  const auto number = base::ParseNumber<std::uint64_t>(Text(parent, name));
  if (!number) Refuse(std::string(name) + " is no number");
  return *number;
}

base::Timestamp Reading::Time(const xml::Element& parent, std::string_view name) const {
  const auto time = base::FromIso8601(Text(parent, name));
  if (!time) Refuse(std::string(name) + " is no time");
  return *time;
}

// S3 encodes as a form does: a blank may come as '+', a plus sign never does.
std::string Reading::Key(const xml::Element& root, std::string_view text) const {
  if (root.TextOf("EncodingType") != "url") return std::string(text);
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  const auto key = base::PercentDecode(spaced);
  if (!key) Refuse("a key in it is not percent-encoded");
  return *key;
}

bool IsTrue(const xml::Element& parent, std::string_view name) { return parent.TextOf(name) == "true"; }

void SetDocument(Call& call, const xml::Element& root) {
  call.body = xml::Write(root, "http://s3.amazonaws.com/doc/2006-03-01/");
  crypto::Md5 md5;
  md5.Update(call.body);
  call.headers.push_back({"content-type", "application/xml"});
  call.headers.push_back({"content-md5", base::ToBase64(md5.Finish())});
}

}  // namespace clipbox::objectstore::s3
