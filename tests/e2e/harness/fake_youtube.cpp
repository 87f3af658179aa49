#include "e2e/harness/fake_youtube.h"

#include "base/json.h"

namespace clipbox::e2e {
namespace {

std::string Oembed() {
  return base::DumpJson({{"type", "video"},
                         {"version", "1.0"},
                         {"title", FakeYouTube::kTitle},
                         {"author_name", "Nadia Ferrante"},
                         {"author_url", "https://www.youtube.com/@nadia"},
                         {"provider_name", "YouTube"},
                         {"width", 200},
                         {"height", 113},
                         {"html", ""}});
}

}  // namespace

FakeYouTube::FakeYouTube()
    : server_([this](const test::StandinRequest&) {
        ++questions_;
        const int status = status_;
        test::StandinAnswer answer{.status = status, .body = status == 200 ? Oembed() : "Forbidden"};
        if (status == 200) answer.headers.push_back("Content-Type: application/json");
        return answer;
      }) {}

}  // namespace clipbox::e2e
