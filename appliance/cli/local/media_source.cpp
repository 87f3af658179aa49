#include "cli/local/media_source.h"

#include "base/files.h"
#include "net/http_source.h"

namespace clipbox::cli {

MediaSource::MediaSource(const std::string& file_or_url, std::stop_token stop) {
  std::unique_ptr<base::ByteSource> source;
  if (file_or_url.starts_with("http://") || file_or_url.starts_with("https://")) {
    client_ = std::make_unique<net::HttpClient>();
    source = std::make_unique<net::HttpSource>(*client_, file_or_url, net::Reach::kAnywhere, std::move(stop));
  } else {
    source = std::make_unique<base::FileSource>(file_or_url);
  }
  bytes_ = std::make_unique<media::BlockCache>(std::move(source));
}

}  // namespace clipbox::cli
