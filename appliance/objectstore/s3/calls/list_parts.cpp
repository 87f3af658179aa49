#include "base/text.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {
namespace {

struct Page {
  std::vector<base::UploadPart> parts;
  bool is_last = true;
};

base::UploadPart ReadPart(const Reading& reading, const xml::Element& element) {
  const std::uint64_t number = reading.Number(element, "PartNumber");
  if (number < 1 || number > kMaxParts) reading.Refuse("PartNumber is out of bounds");
  return {static_cast<int>(number), std::string(base::BareEtag(reading.Text(element, "ETag"))),
          reading.Number(element, "Size")};
}

// Numbers only ever rise: a store that answers the same page for ever is a bad answer and no loop.
Page ReadParts(const Call& call, const net::HttpResponse& response, int after) {
  const Reading reading{call};
  const xml::Element root = reading.Root(response, "ListPartsResult");
  Page page{.parts = {}, .is_last = !IsTrue(root, "IsTruncated")};
  for (const xml::Element& element : root.children) {
    if (element.name != "Part") continue;
    page.parts.push_back(ReadPart(reading, element));
    if (page.parts.back().part_number <= after) reading.Refuse("its parts are out of order");
    after = page.parts.back().part_number;
  }
  if (!page.is_last && page.parts.empty()) reading.Refuse("it is said to go on but holds nothing");
  return page;
}

}  // namespace

// The last number is the marker of the next page, whatever the store calls its own.
std::vector<base::UploadPart> ListParts(Client& client, const std::string& key, const std::string& upload_id) {
  std::vector<base::UploadPart> parts;
  for (bool is_last = false; !is_last;) {
    const int after = parts.empty() ? 0 : parts.back().part_number;
    Call call{.what = "list the parts of", .key = key, .query = {{"max-parts", "1000"}, {"uploadId", upload_id}}};
    if (after > 0) call.query.push_back({"part-number-marker", std::to_string(after)});
    const Page page =
        client.Send(call, [&](const net::HttpResponse& response) { return ReadParts(call, response, after); });
    parts.insert(parts.end(), page.parts.begin(), page.parts.end());
    is_last = page.is_last;
  }
  return parts;
}

}  // namespace clipbox::objectstore::s3
