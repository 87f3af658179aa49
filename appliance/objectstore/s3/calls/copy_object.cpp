#include "base/encoding.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {

void CopyObject(Client& client, const std::string& from_key, const std::string& to_key) {
  const std::string& bucket_path = client.endpoint().bucket_path;
  const std::string source = bucket_path.substr(bucket_path.rfind('/')) + "/" + from_key;
  const Call call{.what = "copy an object to",
                  .method = "PUT",
                  .key = to_key,
                  .headers = {{"x-amz-copy-source", base::PercentEncode(source, true)}},
                  .timeout = client.timeouts().complete};
  client.Send(call, [&call](const net::HttpResponse& response) {
    const Reading reading{call};
    return reading.Text(reading.Root(response, "CopyObjectResult"), "ETag");
  });
}

}  // namespace clipbox::objectstore::s3
