#include "http/share/share_answer.h"

namespace clipbox::http {
namespace {

std::string PolicyOf(const MediaOrigins& origins, Frames frames) {
  const std::string media = " 'self' " + origins.server + (origins.store.empty() ? "" : " " + origins.store);
  return "default-src 'none'; style-src 'self'; img-src" + media + "; media-src" + media +
         "; form-action 'self'; base-uri 'none'; frame-ancestors " + (frames == Frames::kAll ? "*" : "'none'");
}

}  // namespace

Response PageAnswer(const Html& html, const MediaOrigins& origins, Frames frames, int status) {
  Response response = TextResponse(Document(html), "text/html; charset=utf-8", status);
  response.headers.Add("Content-Security-Policy", PolicyOf(origins, frames));
  response.headers.Add("Vary", "Accept-Language");
  // A browser that sends no Sec-Fetch-Site says `Origin: null` of a form on a page of `no-referrer`.
  response.headers.Add("Referrer-Policy", "same-origin");
  response.headers.Add("X-Robots-Tag", "noindex");
  if (frames == Frames::kAll) response.headers.Add("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

Response ForOtherSites(Response response) {
  response.headers.Set("X-Robots-Tag", "noindex");
  response.headers.Set("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace clipbox::http
