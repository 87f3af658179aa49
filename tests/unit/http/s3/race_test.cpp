// Writers that come together, each of which may only make what is not there: one of them does, whichever way it takes.
#include <algorithm>
#include <array>
#include <thread>

#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct Racing : S3Client {
  static constexpr int kRounds = 20;
  const Fields if_none = {{"if-none-match", "*"}};

  int PutOne(const std::string& key) { return Put("/clipbox/" + key, "put", if_none).status; }

  int CopyOne(const std::string& key) {
    Fields fields = if_none;
    fields.push_back({"x-amz-copy-source", "/clipbox/source"});
    return Put("/clipbox/" + key, "", fields).status;
  }

  int CompleteOne(const std::string& key) {
    const std::string upload = store.CreateMultipart(key, {});
    const std::string etag = Send("PUT", PartTarget(key, upload, 1), {}, "part").Header("ETag");
    return SendSigned("POST", "/clipbox/" + key, {{"uploadId", upload}},
                      "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                          "</ETag></Part></CompleteMultipartUpload>",
                      if_none)
        .status;
  }

  using Writer = int (Racing::*)(const std::string& key);

  // What each was answered.
  std::vector<int> Race(const std::string& key, const std::vector<Writer>& writers) {
    std::vector<int> statuses(writers.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < writers.size(); ++i)
        threads.emplace_back([&, i] { statuses[i] = (this->*writers[i])(key); });
    }
    std::sort(statuses.begin(), statuses.end());
    return statuses;
  }
};

}  // namespace

TEST_CASE_METHOD(Racing, "of writers that may not replace anything exactly one wins, by put, completion or copy") {
  Put("/clipbox/source", "copied");
  const std::vector<std::vector<Writer>> races = {
      {&Racing::PutOne, &Racing::PutOne, &Racing::PutOne, &Racing::PutOne},
      {&Racing::CompleteOne, &Racing::CompleteOne, &Racing::CompleteOne, &Racing::CompleteOne},
      {&Racing::CopyOne, &Racing::CopyOne, &Racing::CopyOne, &Racing::CopyOne},
      {&Racing::PutOne, &Racing::CompleteOne, &Racing::CopyOne, &Racing::PutOne}};
  for (std::size_t race = 0; race < races.size(); ++race) {
    for (int round = 0; round < kRounds; ++round) {
      INFO("race " << race << ", round " << round);
      CHECK(Race("key" + std::to_string(race) + "-" + std::to_string(round), races[race]) ==
            std::vector<int>{200, 412, 412, 412});
    }
  }
}

}  // namespace clipbox::http
