// The store of a running server, by presigned URLs as a browser uses them; a copy by a signed header. One thread each;
// several may ask one server.
#pragma once

#include <stop_token>

#include "crypto/sigv4_presign.h"
#include "fault/harness/store_under_test.h"
#include "net/http_client.h"

namespace clipbox::fault {

// The key pair that the tests' servers are given.
inline constexpr const char* kAccessKeyId = "FAULTFAULTFAULTFAULT";
inline constexpr const char* kSecretAccessKey = "faultfaultfaultfaultfaultfaultfaultfault";
std::vector<std::string> KeySettings();

class RemoteUnderTest final : public StoreUnderTest {
 public:
  explicit RemoteUnderTest(std::string origin) : origin_(std::move(origin)) {}

  // Any answer. Throws: base::Error kUnreachable.
  net::HttpResponse Call(const std::string& method, const std::string& key,
                         const std::vector<crypto::NameValue>& query = {}, std::string body = "");

  // Each throws std::runtime_error for an answer other than 2xx.
  void Do(const Operation& operation) override;
  std::vector<std::string> Objects() override;
  std::vector<std::string> Uploads() override;
  std::vector<std::string> Buckets() override;
  std::optional<std::string> ReadMd5(const std::string& key) override;
  std::map<int, StoredPart> Parts(const std::string& key) override;

 private:
  net::HttpResponse Send(const std::string& url, const std::string& method, std::string body,
                         std::vector<std::string> headers);
  net::HttpResponse CallAt(const std::string& method, const std::string& path,
                           const std::vector<crypto::NameValue>& query = {}, std::string body = "");
  std::string Require(const std::string& method, const std::string& key,
                      const std::vector<crypto::NameValue>& query = {}, std::string body = "");
  std::string UploadOf(const std::string& key);
  void Complete(const std::string& key);
  void Copy(const std::string& source, const std::string& key);

  const std::string origin_;
  crypto::SigningKeys keys_{{kAccessKeyId, kSecretAccessKey}};
  net::HttpClient http_;
  std::map<std::string, std::string> uploads_;  // ids by key, where known
};

}  // namespace clipbox::fault
