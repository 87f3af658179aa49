#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {
namespace {

std::vector<std::string> ReadRefused(const Call& call, const net::HttpResponse& response) {
  const xml::Element root = Reading{call}.Root(response, "DeleteResult");
  std::vector<std::string> refused;
  for (const xml::Element& element : root.children) {
    if (element.name == "Error" && element.TextOf("Code") != "NoSuchKey") refused.emplace_back(element.TextOf("Key"));
  }
  return refused;
}

}  // namespace

std::vector<std::string> DeleteObjects(Client& client, std::span<const std::string> keys) {
  xml::Element list{"Delete", "", {{"Quiet", "true"}}};
  for (const std::string& key : keys) list.children.push_back({"Object", "", {{"Key", key}}});
  Call call{.what = "delete objects", .method = "POST", .query = {{"delete", ""}}};
  SetDocument(call, list);
  return client.Send(call, [&call](const net::HttpResponse& response) { return ReadRefused(call, response); });
}

}  // namespace clipbox::objectstore::s3
