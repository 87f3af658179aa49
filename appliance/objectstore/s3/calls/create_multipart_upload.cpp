#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"
#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {

// An answer that is lost leaves an upload without parts; the sweeper ends it.
std::string CreateMultipartUpload(Client& client, const std::string& key, const ObjectHead& head) {
  const Call call{.what = "begin the upload of",
                  .method = "POST",
                  .key = key,
                  .query = {{"uploads", ""}},
                  .headers = HeadersOf(head)};
  return client.Send(call, [&call](const net::HttpResponse& response) {
    const Reading reading{call};
    return reading.Text(reading.Root(response, "InitiateMultipartUploadResult"), "UploadId");
  });
}

}  // namespace clipbox::objectstore::s3
