#include "http/s3/gate.h"

#include "http/s3/client_marks.h"
#include "http/s3/error.h"

namespace clipbox::http {

// A signature that was left out makes a bucket's address no other one; what has a route is ours all the same. But the
// root is the page's and the list of buckets alike: whoever asks as S3's clients do can read nothing but S3's XML.
bool S3Gate::IsForStore(const Request& request) const {
  if (endpoint_ == nullptr) return false;
  if (request.is_aws_signed) return true;
  if (router_.Knows(request.target) && request.target.raw_path != "/") return false;
  return endpoint_->HasBucketOf(request) || HasClientMarks(request);
}

Response S3Gate::Answer(Request& request) const {
  if (!IsForStore(request)) {
    // The server lets chunks in for the store. Elsewhere a body that nobody reads would count as none.
    if (!request.is_chunked) return router_.Answer(request);
    return router_.Refuse(request,
                          base::Error(base::ErrorCode::kLengthRequired, "Send the body with a Content-Length."));
  }
  Response response = endpoint_->Answer(request);
  CountAnswer("objectStore", response);
  return response;
}

Response S3Gate::Refuse(const Request& request, const base::Error& error) const {
  return endpoint_ != nullptr && request.is_aws_signed ? S3RefusalResponse(error) : router_.Refuse(request, error);
}

}  // namespace clipbox::http
