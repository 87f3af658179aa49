#include "objectstore/presign_request.h"

namespace clipbox::objectstore {

std::string_view MethodOf(const PresignRequest& request) {
  switch (request.method) {
    case PresignMethod::kGet: return "GET";
    case PresignMethod::kHead: return "HEAD";
    case PresignMethod::kPut: return "PUT";
    case PresignMethod::kDelete: return "DELETE";
  }
  return "GET";
}

std::vector<crypto::NameValue> QueryOf(const PresignRequest& request) {
  std::vector<crypto::NameValue> query;
  if (!request.upload_id.empty())
    query = {{"partNumber", std::to_string(request.part_number)}, {"uploadId", request.upload_id}};
  if (!request.response_content_type.empty()) query.push_back({"response-content-type", request.response_content_type});
  if (!request.response_content_disposition.empty()) {
    query.push_back({"response-content-disposition", request.response_content_disposition});
  }
  return query;
}

}  // namespace clipbox::objectstore
