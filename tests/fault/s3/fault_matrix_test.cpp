// Every fault of fault_proxy.h at every call of the S3 store, once, three times and for ever, in front of the real
// server. Each case ends in the right result, checked on the server behind the proxy, within five requests of the call.
// The cases run side by side, since a stalled one only waits.
#include <atomic>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "catch.h"
#include "crypto/md5.h"
#include "e2e/harness/appliance.h"
#include "fault/s3/fault_proxy.h"
#include "objectstore/s3/s3_store.h"
#include "temp_dir.h"

namespace clipbox::fault {
namespace {

using base::ErrorCode;
using base::UploadPart;
using objectstore::S3Options;
using objectstore::S3Store;
using std::chrono::milliseconds;

constexpr const char* kKeyId = "FAULTKEY";
constexpr const char* kSecret = "fault-secret";
constexpr std::size_t kObjectBytes = 100'000;
constexpr int kMaxTries = 5;

// Does not wait: the waits themselves are tested in s3_retry_test.cpp.
class NoWait final : public objectstore::s3::RetryPace {
 public:
  double Random() override { return 1; }
  void Wait(milliseconds, const std::stop_token&) override {}
};

struct Named {
  Fault fault;
  const char* name;
};
constexpr Named kFaults[] = {
    {Fault::kInternalError, "500"},
    {Fault::kBusy, "503 with Retry-After"},
    {Fault::kTooMany, "429"},
    {Fault::kResetBeforeBody, "reset before the body"},
    {Fault::kResetAfterBody, "reset after the body"},
    {Fault::kTruncated, "truncated answer"},
    {Fault::kLengthTooLong, "length too long"},
    {Fault::kLengthTooShort, "length too short"},
    {Fault::kWrongEtag, "wrong ETag"},
    {Fault::kErrorIn200, "200 with <Error>"},
    {Fault::kBadXml, "bad XML"},
    {Fault::kStalled, "stalled"},
    {Fault::kOneByteASecond, "1 byte/s"},
    {Fault::kSkewedClock, "skewed clock"},
};

// How a case has to end.
struct End {
  std::optional<ErrorCode> error;  // nothing: success
  std::string reason = "";         // of the error
  int most_requests = kMaxTries;
};
const End kDone{};
const End kGivenUp{ErrorCode::kStoreUnavailable};

// What the server has done although its answer never came back whole.
bool IsDoneBehind(Fault fault) {
  return fault == Fault::kResetAfterBody || fault == Fault::kTruncated || fault == Fault::kLengthTooLong ||
         fault == Fault::kLengthTooShort || fault == Fault::kOneByteASecond;
}

// Answers without a document are whole with any length: a 204 of an abort, whose status says everything, and the empty
// 200 of a put.
bool IsHarmless(S3Call call, Fault fault) {
  if (call == S3Call::kAbort)
    return fault == Fault::kTruncated || fault == Fault::kLengthTooLong || fault == Fault::kLengthTooShort;
  return (call == S3Call::kPut || call == S3Call::kPart) && fault == Fault::kLengthTooShort;
}

End EndOf(S3Call call, Fault fault, int times) {
  if (fault == Fault::kSkewedClock) return {ErrorCode::kStoreUnavailable, "clock_skew", 1};
  if (fault == Fault::kWrongEtag) {
    if (call == S3Call::kGet) return {ErrorCode::kSourceChanged, "", 1};
    const bool is_checked = call == S3Call::kPut || call == S3Call::kPart;
    return is_checked && times == kForEver ? End{ErrorCode::kDigestMismatch} : kDone;
  }
  if (times != kForEver || IsHarmless(call, fault)) return kDone;
  // The object is there, and its token says whose it is.
  if (call == S3Call::kComplete && IsDoneBehind(fault)) return kDone;
  return kGivenUp;
}

class Case {
 public:
  Case(S3Call call_in, const char* call_name, Named fault, int times_in, int upstream_port)
      : call_(call_in),
        fault_(fault.fault),
        times_(times_in),
        name_(std::string(call_name) + ", " + fault.name +
              (times_in == kForEver ? ", for ever" : ", times " + std::to_string(times_in))),
        proxy_(upstream_port),
        store_(Options(proxy_.url()), clock_, std::make_unique<NoWait>()),
        behind_(Options("http://127.0.0.1:" + std::to_string(upstream_port)), clock_) {
    for (std::size_t i = 0; i < kObjectBytes; ++i) bytes_ += static_cast<char>((i * 131 + name_.size()) & 0xff);
    std::ofstream(folder_ / "file", std::ios::binary) << bytes_;
  }

  // What is wrong with how it ended; empty where nothing is.
  std::string Run() {
    const End expected = EndOf(call_, fault_, times_);
    const std::string how = Act(expected);
    const int requests = proxy_.Count(call_);
    if (!how.empty()) return name_ + ": " + how;
    if (requests > expected.most_requests) return name_ + ": " + std::to_string(requests) + " requests";
    if (requests == 0) return name_ + ": the call was never made";
    return "";
  }

 private:
  // Short where waiting is the point, so that the others hold on a busy machine.
  S3Options Options(const std::string& url) const {
    S3Options options{.endpoint = url, .bucket = "clipbox", .access_key_id = kKeyId, .secret_access_key = kSecret};
    if (call_ == S3Call::kPart) options.multipart_above = kObjectBytes / 2;
    const bool waits = fault_ == Fault::kStalled || fault_ == Fault::kOneByteASecond;
    const milliseconds longest = waits ? milliseconds(1'500) : milliseconds(20'000);
    options.timeouts = {.connect = milliseconds(5'000), .answer = longest, .complete = longest, .stall = longest};
    return options;
  }

  std::string Act(const End& expected) {
    try {
      const std::string wrong = Do();
      if (expected.error) return "it succeeded";
      return wrong;
    } catch (const base::Error& error) {
      if (!expected.error) return std::string("it failed: ") + error.what();
      if (error.code() != *expected.error) return std::string("another error: ") + error.what();
      if (!expected.reason.empty() && error.details().reason != expected.reason)
        return "another reason: " + error.details().reason;
      return Left();
    }
  }

  void Spoil() { proxy_.Inject(call_, fault_, times_); }

  // Does the call and looks behind the proxy whether it is true.
  std::string Do() {
    switch (call_) {
      case S3Call::kPut:
      case S3Call::kPart: return Put();
      case S3Call::kCreate: return Create();
      case S3Call::kList: return List();
      case S3Call::kComplete: return Complete();
      case S3Call::kAbort: return Abort();
      case S3Call::kGet: return Get();
      case S3Call::kOther: break;
    }
    return "no such call";
  }

  // A failure must leave nothing that somebody could take for success.
  std::string Left() {
    if (call_ == S3Call::kPart && !behind_.ListUploads(name_, "").lines.empty()) return "an open upload is left";
    const bool may_exist = call_ == S3Call::kPut || call_ == S3Call::kGet;
    return may_exist || !behind_.Head(name_) ? "" : "an object is left";
  }

  std::string Put() {
    Spoil();
    store_.PutFile(name_, folder_ / "file", {});
    return Holds(*behind_.Open(name_)) ? "" : "other bytes are stored";
  }

  std::string Create() {
    Spoil();
    const std::string upload_id = store_.CreateMultipart(name_, {});
    return behind_.ListParts(name_, upload_id).empty() ? "" : "a new upload has parts";
  }

  std::string List() {
    const Upload upload = Begin();
    Spoil();
    const auto parts = store_.ListParts(name_, upload.id);
    if (parts.size() != 1 || parts[0].size_bytes != kObjectBytes) return "other parts are listed";
    if (fault_ != Fault::kWrongEtag) return parts[0].etag == upload.part.etag ? "" : "another ETag is listed";
    return CodeOf([&] { store_.CompleteMultipart(name_, upload.id, parts); }) == ErrorCode::kInvalidPart
               ? ""
               : "it completes by a wrong ETag";
  }

  std::string Complete() {
    const Upload upload = Begin();
    Spoil();
    const auto made = store_.CompleteMultipart(name_, upload.id, {upload.part});
    const auto there = behind_.Head(name_);
    if (!there || there->etag != made.etag || made.size_bytes != kObjectBytes)
      return "what it tells is not what is there";
    return Holds(*behind_.Open(name_)) ? "" : "other bytes are stored";
  }

  std::string Abort() {
    const Upload upload = Begin();
    Spoil();
    store_.AbortMultipart(name_, upload.id);
    return CodeOf([&] { behind_.ListParts(name_, upload.id); }) == ErrorCode::kNoSuchUpload
               ? ""
               : "the upload is still there";
  }

  std::string Get() {
    behind_.PutFile(name_, folder_ / "file", {});
    const auto source = store_.Open(name_);
    Spoil();
    return Holds(*source) ? "" : "other bytes are read";
  }

  struct Upload {
    std::string id;
    UploadPart part;
  };
  // Made through the store under test, which remembers its token; the part goes the browser's way.
  Upload Begin() {
    const std::string id = store_.CreateMultipart(name_, {});
    net::HttpClient client;
    net::HttpRequest request;
    request.url =
        behind_.Presign({.method = objectstore::PresignMethod::kPut, .key = name_, .upload_id = id, .part_number = 1});
    request.reach = net::Reach::kConfigured;
    request.method = "PUT";
    request.body = bytes_;
    if (client.Send(request, {}).status != 200) throw std::runtime_error("a part cannot be put");
    return {id, {1, crypto::Md5Hex(bytes_), kObjectBytes}};
  }

  bool Holds(base::ByteSource& source) const {
    std::string read(kObjectBytes + 1, '\0');
    read.resize(source.ReadAt(0, std::as_writable_bytes(std::span(read.data(), read.size()))));
    return read == bytes_;
  }

  template <class Call>
  static std::optional<ErrorCode> CodeOf(const Call& call) {
    try {
      call();
    } catch (const base::Error& error) {
      return error.code();
    }
    return std::nullopt;
  }

  const S3Call call_;
  const Fault fault_;
  const int times_;
  const std::string name_;  // the object's key too
  const test::TempDir folder_;
  std::string bytes_;
  base::SystemClock clock_;
  FaultProxy proxy_;
  S3Store store_;
  S3Store behind_;  // past the proxy
};

using Job = std::function<std::string()>;

// Those that wait come first, so that none is left over at the end.
std::vector<Job> AllCases(int upstream_port) {
  constexpr std::pair<S3Call, const char*> kCalls[] = {
      {S3Call::kCreate, "create"}, {S3Call::kPart, "part"}, {S3Call::kList, "list"}, {S3Call::kComplete, "complete"},
      {S3Call::kAbort, "abort"},   {S3Call::kGet, "get"},   {S3Call::kPut, "put"}};
  std::vector<Job> waiting, others;
  for (const Named& fault : kFaults) {
    const bool waits = fault.fault == Fault::kStalled || fault.fault == Fault::kOneByteASecond;
    for (const auto& [call, call_name] : kCalls) {
      for (const int times : {kForEver, 3, 1}) {
        (waits ? waiting : others).push_back([=, call = call, call_name = call_name] {
          return Case(call, call_name, fault, times, upstream_port).Run();
        });
      }
    }
  }
  waiting.insert(waiting.end(), others.begin(), others.end());
  return waiting;
}

std::vector<std::string> RunAll(const std::vector<Job>& jobs) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::string> results(jobs.size());
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < jobs.size(); at = next++) {
          try {
            results[at] = jobs[at]();
          } catch (const std::exception& error) {
            results[at] = std::string("a case could not be run: ") + error.what();
          }
        }
      });
    }
  }
  std::erase(results, "");
  return results;
}

}  // namespace

TEST_CASE("every fault at every call, once, three times and for ever, ends in the right result") {
  const e2e::Appliance server(
      {std::string("storage.access_key_id=") + kKeyId, std::string("storage.secret_access_key=") + kSecret});
  const std::string url = server.url();
  const std::vector<Job> cases = AllCases(std::stoi(url.substr(url.rfind(':') + 1)));
  CHECK(cases.size() == 14 * 7 * 3);
  CHECK(RunAll(cases) == std::vector<std::string>{});
}

}  // namespace clipbox::fault
