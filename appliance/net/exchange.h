// One request and its answer on a libcurl handle: the options that say what is asked, and the callbacks that take what
// comes. For HttpClient. One thread.
#pragma once

#include <curl/curl.h>

#include <exception>
#include <memory>
#include <string>

#include "net/http_client.h"

namespace clipbox::net {

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// One exchange while it runs; the callbacks fill it. They are called from C, so they throw nothing and note what they
// refuse.
struct Exchange {
  const HttpRequest& request;
  bool plain_http = false;
  HttpResponse response;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool address_refused = false;
  std::uint64_t uploaded = 0;              // of request.upload_bytes
  std::exception_ptr upload_failure = {};  // what request.upload threw
  std::uint64_t moved_bytes = 0;           // both ways
};

// The URL as messages may show it: a query can carry a key or a signature.
std::string WithoutQuery(const std::string& url);

// The list must live until the transfer ends; libcurl keeps only the pointer.
HeaderList ListOf(const std::vector<std::string>& headers);

// Everything is set anew: the handle comes from an earlier request, and reset keeps only its connections and caches.
void SetOptions(CURL* easy, Exchange& exchange, const HeaderList& headers);

// Throws: what a callback refused, for libcurl itself only says that a write failed or no socket was had. Else Error
// kUnreachable.
[[noreturn]] void ThrowFailure(const Exchange& exchange, CURLcode result);

}  // namespace clipbox::net
