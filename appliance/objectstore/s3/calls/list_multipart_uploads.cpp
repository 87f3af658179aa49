#include "base/encoding.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {
namespace {

// Both markers in one text: neither has a blank once it is encoded.
std::string Joined(const std::string& key, const std::string& upload_id) {
  return base::PercentEncode(key) + " " + base::PercentEncode(upload_id);
}

void AddMarkers(Call& call, const std::string& from) {
  if (from.empty()) return;
  const std::size_t blank = std::min(from.find(' '), from.size());
  call.query.push_back({"key-marker", base::PercentDecode(from.substr(0, blank)).value_or("")});
  call.query.push_back(
      {"upload-id-marker", base::PercentDecode(from.substr(std::min(blank + 1, from.size()))).value_or("")});
}

ListPage<OpenUpload> ReadUploads(const Call& call, const net::HttpResponse& response, const std::string& from) {
  const Reading reading{call};
  const xml::Element root = reading.Root(response, "ListMultipartUploadsResult");
  ListPage<OpenUpload> page;
  for (const xml::Element& element : root.children) {
    if (element.name != "Upload") continue;
    page.lines.push_back({reading.Key(root, reading.Text(element, "Key")), reading.Text(element, "UploadId"),
                          reading.Time(element, "Initiated")});
  }
  if (!IsTrue(root, "IsTruncated")) return page;
  page.next =
      Joined(reading.Key(root, reading.Text(root, "NextKeyMarker")), std::string(root.TextOf("NextUploadIdMarker")));
  if (page.next == from) reading.Refuse("its next page is the same");
  return page;
}

}  // namespace

ListPage<OpenUpload> ListMultipartUploads(Client& client, const std::string& prefix, const std::string& from) {
  Call call{.what = "list the open uploads",
            .query = {{"encoding-type", "url"}, {"max-uploads", "1000"}, {"prefix", prefix}, {"uploads", ""}}};
  AddMarkers(call, from);
  return client.Send(call, [&](const net::HttpResponse& response) { return ReadUploads(call, response, from); });
}

}  // namespace clipbox::objectstore::s3
