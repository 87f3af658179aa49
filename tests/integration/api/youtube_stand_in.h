// Stands in for YouTube on loopback: oEmbed and the thumbnail's host. What it answers is the test's to set.
// Thread-safe.
#pragma once

#include <atomic>
#include <string>

#include "base/mutex.h"
#include "http/router.h"
#include "http/server/server.h"
#include "youtube/endpoints.h"

namespace clipbox::test {

// Nobody signs in here.
class NobodyAuthenticator final : public http::Authenticator {
 public:
  std::optional<http::Authentication> Authenticate(const http::Request&) override { return std::nullopt; }
};

class YoutubeStandIn {
 public:
  YoutubeStandIn();

  youtube::Endpoints endpoints() const;
  // The status of oEmbed's next answers; 200 tells of "A film" by "Ann".
  void SetStatus(int status) { status_ = status; }
  // The Data API's duration (ISO 8601); empty: it does not know the video.
  void SetDuration(const std::string& duration);
  // What both of its sources say of the video.
  void SetTexts(const std::string& title, const std::string& author);
  int questions() const { return questions_; }

  static constexpr std::string_view kPicture = "\xff\xd8\xff\xe0 a picture";

 private:
  http::Response TellOembed();
  http::Response TellVideo();
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

  std::atomic<int> status_ = 200;
  std::atomic<int> questions_ = 0;
  base::Mutex mutex_;
  std::string duration_ GUARDED_BY(mutex_);
  std::string title_ GUARDED_BY(mutex_) = "A film";
  std::string author_ GUARDED_BY(mutex_) = "Ann";
  NobodyAuthenticator nobody_;
  http::Router router_{nobody_};
  http::Server server_;
  int port_ = 0;
};

}  // namespace clipbox::test
