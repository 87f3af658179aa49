#include "base/text.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {
namespace {

ListPage<ListedObject> ReadObjects(const Call& call, const net::HttpResponse& response, const std::string& from) {
  const Reading reading{call};
  const xml::Element root = reading.Root(response, "ListBucketResult");
  ListPage<ListedObject> page;
  for (const xml::Element& element : root.children) {
    if (element.name != "Contents") continue;
    page.lines.push_back({reading.Key(root, reading.Text(element, "Key")), reading.Number(element, "Size"),
                          std::string(base::BareEtag(element.TextOf("ETag"))), reading.Time(element, "LastModified")});
  }
  if (!IsTrue(root, "IsTruncated")) return page;
  page.next = reading.Text(root, "NextContinuationToken");
  if (page.next == from) reading.Refuse("its next page is the same");
  return page;
}

}  // namespace

ListPage<ListedObject> ListObjectsV2(Client& client, const std::string& prefix, const std::string& from) {
  Call call{.what = "list the objects",
            .query = {{"encoding-type", "url"}, {"list-type", "2"}, {"max-keys", "1000"}, {"prefix", prefix}}};
  if (!from.empty()) call.query.push_back({"continuation-token", from});
  return client.Send(call, [&](const net::HttpResponse& response) { return ReadObjects(call, response, from); });
}

}  // namespace clipbox::objectstore::s3
