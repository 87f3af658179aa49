// YouTube's oEmbed as a stand-in on loopback: it tells a title, or refuses as the real one does. Thread-safe.
#pragma once

#include <atomic>
#include <string>

#include "standin_server.h"

namespace clipbox::e2e {

class FakeYouTube {
 public:
  static constexpr const char* kTitle = "A film about splicing";

  FakeYouTube();

  // 200: title and all. 401, 403, 404: as YouTube answers. 503: not now.
  void AnswerWith(int status) { status_ = status; }
  int questions() const { return questions_; }
  // For Appliance: asks here instead of at YouTube.
  std::string Setting() const { return "youtube.oembed_url=" + server_.Url("/oembed"); }

 private:
  std::atomic<int> status_ = 200;
  std::atomic<int> questions_ = 0;
  test::StandinServer server_;  // last: it calls into the members above
};

}  // namespace clipbox::e2e
