#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {

// The status comes before the store has joined the parts: only the document says that it has.
void CompleteMultipartUpload(Client& client, const std::string& key, const std::string& upload_id,
                             const std::vector<base::UploadPart>& parts) {
  xml::Element list{"CompleteMultipartUpload", "", {}};
  for (const base::UploadPart& part : parts) {
    list.children.push_back(
        {"Part", "", {{"PartNumber", std::to_string(part.part_number)}, {"ETag", "\"" + part.etag + "\""}}});
  }
  Call call{.what = "complete the upload of",
            .method = "POST",
            .key = key,
            .query = {{"uploadId", upload_id}},
            .timeout = client.timeouts().complete};
  SetDocument(call, list);
  client.Send(call, [&call](const net::HttpResponse& response) {
    const Reading reading{call};
    return reading.Text(reading.Root(response, "CompleteMultipartUploadResult"), "ETag");
  });
}

}  // namespace clipbox::objectstore::s3
