// An S3Store and what a browser does beside it, for the contract of every object store. And the servers of others that
// it is held to.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "../object_store_contract.h"
#include "e2e/harness/child_process.h"
#include "net/http_client.h"
#include "objectstore/s3/s3_store.h"

namespace clipbox::objectstore::contract {

class S3UnderTest final : public StoreUnderTest {
 public:
  explicit S3UnderTest(const S3Options& options) : store_(options, clock_) {}

  S3Store& store() override { return store_; }
  // By its presigned URL, as the browser does.
  base::UploadPart SendPart(const std::string& key, const std::string& upload_id, int part_number,
                            const std::string& bytes) override;
  // An object in one request, quicker than PutFile, which reads back.
  void SendObject(const std::string& key, const std::string& bytes) {
    Put(store_.Presign({.method = PresignMethod::kPut, .key = key}), bytes);
  }
  // Makes the bucket, where the server does not.
  void MakeBucket();

 private:
  net::HttpResponse Put(const std::string& url, const std::string& bytes);

  base::SystemClock clock_;
  S3Store store_;
  net::HttpClient client_;
};

// What S3Store can besides: parts of a file, listings page by page, copies, many deletions, and the doctor's questions.
void HoldsBeyondTheContract(S3UnderTest& test);

// Listings of more than the 1,000 lines that a page holds: objects, and the parts of an upload.
void HoldsBeyondAPage(S3UnderTest& test);

// A program that prints a line with `127.0.0.1:PORT` in it and serves there until its object goes.
class ForeignServer {
 public:
  // A folder of its own is put in the place of FOLDER in the command. Throws: std::runtime_error, with the end of its
  // log, where it does not start.
  explicit ForeignServer(std::vector<std::string> command);

  const std::string& url() const { return url_; }

 private:
  const test::TempDir folder_;
  std::unique_ptr<e2e::ChildProcess> process_;
  std::string url_;
};

}  // namespace clipbox::objectstore::contract
