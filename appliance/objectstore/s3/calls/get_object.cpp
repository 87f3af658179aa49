#include <cstring>

#include "base/text.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {
namespace {

// Exactly what was asked, of exactly that version; anything else would make a clip out of half a film.
void CheckAnswer(const Call& call, const RangeRequest& range, const std::string& last,
                 const net::HttpResponse& response) {
  const Reading reading{call};
  if (response.status != 206) reading.Refuse("it holds no range");
  const std::string etag(base::BareEtag(response.Header("etag")));
  if (!etag.empty() && etag != range.etag) {
    throw Failure(base::ErrorCode::kSourceChanged, "cannot read " + call.key + ": it was replaced while it was read",
                  {}, false);
  }
  const std::string expected =
      "bytes " + std::to_string(range.from) + "-" + last + "/" + std::to_string(range.object_bytes);
  if (response.Header("content-range") != expected) reading.Refuse("it holds another range than was asked");
  if (response.body.size() != range.into.size()) reading.Refuse("it is shorter than it says");
}

}  // namespace

void GetObject(Client& client, const std::string& key, const RangeRequest& range) {
  const std::string last = std::to_string(range.from + range.into.size() - 1);
  const Call call{.what = "read",
                  .key = key,
                  .headers = {{"range", "bytes=" + std::to_string(range.from) + "-" + last},
                              {"if-match", "\"" + range.etag + "\""}},
                  .bytes = range.into.size()};
  client.Send(call, [&](const net::HttpResponse& response) {
    CheckAnswer(call, range, last, response);
    std::memcpy(range.into.data(), response.body.data(), range.into.size());
    return true;
  });
}

}  // namespace clipbox::objectstore::s3
