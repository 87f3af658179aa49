#include "net/version.h"

#include <curl/curl.h>

namespace clipbox::net {

std::string VersionText() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  return std::string("libcurl ") + info->version +
         (info->ssl_version == nullptr ? "" : " (" + std::string(info->ssl_version) + ")");
}

}  // namespace clipbox::net
