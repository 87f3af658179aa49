#include "http/s3/answer.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kNamespace = "http://s3.amazonaws.com/doc/2006-03-01/";

}  // namespace

Response XmlResponse(const xml::Element& root) { return TextResponse(xml::Write(root, kNamespace), "application/xml"); }

Response EmptyResponse(int status) {
  Response response;
  response.status = status;
  return response;
}

std::string Quoted(std::string_view etag) { return '"' + std::string(etag) + '"'; }

xml::Element Owner(const std::string& element) {
  return {element, "", {{"ID", "clipbox"}, {"DisplayName", "clipbox"}}};
}

KeyEncoding::KeyEncoding(const S3Request& request) {
  const std::string type = request.Text("encoding-type");
  if (!type.empty() && type != "url")
    throw S3Error(400, "InvalidArgument", "Invalid Encoding Method specified in Request");
  is_url_ = type == "url";
}

std::string KeyEncoding::operator()(std::string_view key) const {
  return is_url_ ? base::PercentEncode(key, true) : std::string(key);
}

void KeyEncoding::Describe(xml::Element& root) const {
  if (is_url_) root.children.push_back({"EncodingType", "url"});
}

}  // namespace clipbox::http
