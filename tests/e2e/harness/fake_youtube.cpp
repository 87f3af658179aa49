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

// The bodies that YouTube sends with its refusals.
std::string Refusal(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    default: return "";
  }
}

}  // namespace

FakeYouTube::FakeYouTube()
    : server_([this](const test::StandinRequest&) {
        ++questions_;
        const int status = status_;
        test::StandinAnswer answer{.status = status, .body = status == 200 ? Oembed() : Refusal(status)};
        if (status == 200) answer.headers.push_back("Content-Type: application/json");
        return answer;
      }) {}

}  // namespace clipbox::e2e
