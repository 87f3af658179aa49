// What the server needs to know, typed; the composition root fills it from the configuration. Plain values, constant
// while it runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "http/server/request_head.h"

namespace clipbox::http {

// How long and how slowly a client may hold something. A body that moves must move `min_bytes` in each window.
struct PaceLimits {
  std::chrono::milliseconds head_time{10'000};       // from the first byte of a head to its last
  std::chrono::milliseconds idle_time{60'000};       // between two requests
  std::chrono::milliseconds receive_window{10'000};  // of a body
  std::chrono::milliseconds send_window{60'000};     // of an answer: a paused player reads nothing for a while
  std::uint64_t min_bytes = 4096;
  std::chrono::milliseconds linger_time{2'000};  // reading on, so that an early answer is not lost to a reset
  std::chrono::milliseconds drain_time{5'000};   // answers under way when the server stops
};

struct ServerSettings {
  std::string listen_host = "127.0.0.1";
  int listen_port = 0;                       // 0: any free one
  std::string public_url;                    // `https://clips.example.org`, empty where not set
  std::vector<std::string> allow_hosts;      // beside loopback, this machine's addresses and the public URL's host
  std::vector<std::string> trusted_proxies;  // addresses or networks, beside loopback
  int max_connections = 512;
  int max_per_address = 64;  // not for loopback and trusted proxies
  std::string store_origin;  // of presigned URLs where it is not our own, for the page's CSP
  std::string style_source;  // of the page's own styles, for its CSP
  std::string tls_cert;      // path of a PEM chain; empty: plain HTTP
  std::string tls_key;
  HeadLimits head;
  PaceLimits pace;
};

}  // namespace clipbox::http
