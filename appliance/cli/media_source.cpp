#include "cli/media_source.h"

#include "base/file_source.h"
#include "net/http_source.h"

namespace clipbox::cli {

MediaSource::MediaSource(const std::string& file_or_url) {
  if (file_or_url.starts_with("http://") || file_or_url.starts_with("https://")) {
    client_ = std::make_unique<net::HttpClient>();
    bytes_ = std::make_unique<net::HttpSource>(*client_, file_or_url, net::Reach::kAnywhere, std::stop_token());
  } else {
    bytes_ = std::make_unique<base::FileSource>(file_or_url);
  }
}

}  // namespace clipbox::cli
