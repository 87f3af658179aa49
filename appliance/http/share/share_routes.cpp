#include "http/share/share_routes.h"

#include <exception>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "http/cookies.h"
#include "http/problem.h"
#include "http/share/oembed.h"
#include "http/share/share_answer.h"
#include "http/share/share_cookie.h"
#include "http/share/share_media.h"
#include "http/share/share_page.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::uint64_t kMaxFormBytes = 8 << 10;
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr std::string_view kPattern = "/s/{token}";
constexpr int kMaxPixels = 100'000;

// One request for something below a share's address.
struct Visit {
  const ShareRoom& room;
  Request& request;
  SharePlace place;
  Frames frames;
  store::SharedJob shared = {};

  std::string Say(const char* word) const { return place.words.Get(word); }
  std::string clip() const { return request.Query("clip").value_or(""); }
  bool is_locked() const {
    return shared.share.password_hash && !HasShareCookie(request, shared.share, room.clock.Now());
  }
  bool is_expired() const { return shared.share.expires_at && *shared.share.expires_at <= room.clock.Now(); }
  Response Page(const Html& html, int status = 200) const {
    return PageAnswer(html, {request.origin, room.objects.Origin()}, frames, status);
  }
  Response Notice(int status, const char* heading, const char* text) const {
    return Page(NoticePage(place, Say(heading), Say(text)), status);
  }
  Response AskForPassword(int status, const char* complaint = nullptr) const {
    if (frames == Frames::kAll) return Page(LockedEmbedPage(place), status);
    return Page(PasswordPage(place, complaint != nullptr ? Say(complaint) : ""), status);
  }
};

Visit VisitOf(const ShareRoom& room, Request& request, Frames frames) {
  const Words& words = room.words.For(request.headers.Find("Accept-Language").value_or(""));
  return {room, request, {words, room.looks, request.origin, "/s/" + request.PathValue("token")}, frames};
}

bool Find(Visit& visit) {
  auto found = visit.room.store.shares.FindByToken(visit.request.PathValue("token"));
  if (found) visit.shared = *std::move(found);
  return !visit.shared.share.id.empty();
}

using VisitHandler = Response (*)(const Visit& visit);
enum class Needs { kToken, kPassword };

// A person is told on a page what a program would be told by a problem; the log has the rest.
Response Failed(const Visit& visit) {
  const Response problem = ProblemOf(std::current_exception(), visit.request.method, visit.request.target.raw_path);
  Response page = visit.Notice(problem.status, "failed", "failedText");
  if (const auto wait = problem.headers.Find("Retry-After")) page.headers.Add("Retry-After", *wait);
  return page;
}

Response Receive(const ShareRoom& room, Request& request, Frames frames, Needs needs, VisitHandler handler) {
  Visit visit = VisitOf(room, request, frames);
  try {
    if (!Find(visit)) return visit.Notice(404, "gone", "goneText");
    if (visit.is_expired()) return visit.Notice(410, "expired", "expiredText");
    if (needs == Needs::kPassword && visit.is_locked()) return visit.AskForPassword(403);
    return handler(visit);
  } catch (...) {
    return Failed(visit);
  }
}

Response ShowPage(const Visit& visit) {
  // Going from clip to clip is one view, and a HEAD is none.
  if (visit.request.method == "GET" && visit.clip().empty()) visit.room.store.shares.CountView(visit.shared.share.id);
  return visit.Page(SharePage(visit.place, visit.shared.share, ViewOf(visit.shared), visit.clip()));
}

Response ShowEmbed(const Visit& visit) {
  return visit.Page(EmbedPage(visit.place, ViewOf(visit.shared), visit.clip()));
}

Response ShowMedia(const Visit& visit) {
  const ShareView view = ViewOf(visit.shared);
  const SharedFile* file = view.FindFile(visit.request.PathValue("artifact"));
  if (file == nullptr) return visit.Notice(404, "gone", "deletedText");
  return ShareMedia(visit.room.objects, visit.request, visit.shared.share, *file, visit.room.clock.Now());
}

std::string PasswordOf(Request& request) {
  const std::string_view type = request.headers.Find("Content-Type").value_or("");
  if (!EqualsIgnoringCase(base::Trim(type.substr(0, type.find(';'))), kFormType))
    throw Error(ErrorCode::kUnsupportedMediaType, "Send the password as a form.");
  const QueryParameters form(request.Text(kMaxFormBytes));
  return std::string(form.Find("password").value_or(""));
}

// No page of another site may guess in somebody's name: that would use up the tries of their address.
Response TakePassword(const Visit& visit) {
  const store::Share& share = visit.shared.share;
  Request& request = visit.request;
  Response to_page = NoContent();
  to_page.status = 303;
  to_page.headers.Add("Location", visit.place.path);
  if (!share.password_hash) return to_page;
  if (!IsFromOwnPage(request)) return visit.AskForPassword(403, "elsewhere");
  const std::string password = PasswordOf(request);
  try {
    accounts::Guesses& guesses = visit.room.accounts.share_guesses;
    if (!guesses.IsRight(share.id.value, request.client_address, *share.password_hash, password))
      return visit.AskForPassword(403, "wrong");
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kRateLimited) throw;
    Response page = visit.AskForPassword(429, "wait");
    page.headers.Add("Retry-After", std::to_string(error.details().retry_after_seconds));
    return page;
  }
  to_page.headers.Add("Set-Cookie", SetShareCookie(request, share, visit.room.clock.Now()));
  return to_page;
}

std::optional<int> PixelsOf(const Request& request, const char* name) {
  const auto text = request.Query(name);
  return text ? base::ParseNumber<int>(*text, 1, kMaxPixels) : std::nullopt;
}

// For programs, so that refusals are problems.
Response ShowOembed(const ShareRoom& room, Request& request) {
  Visit visit = VisitOf(room, request, Frames::kNone);
  if (!Find(visit) || visit.is_expired())
    throw Error(ErrorCode::kNotFound, "There is no such page any more: ask whoever shared it.");
  if (visit.is_locked()) throw Error(ErrorCode::kUnauthenticated, "This page has a password: link to it instead.");
  // oEmbed 1.0, 2.3.1.
  if (request.Query("format").value_or("json") != "json")
    return ForOtherSites(TextResponse("Ask for format=json.\n", "text/plain; charset=utf-8", 501));
  const std::string clip = visit.clip();
  const OembedRequest wanted{clip, PixelsOf(request, "maxwidth"), PixelsOf(request, "maxheight")};
  Response response = ForOtherSites(JsonResponse(DescribeOembed(visit.place, ViewOf(visit.shared), wanted)));
  response.headers.Set("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace

void AddSharePageRoutes(Router& router, const ShareRoom& room) {
  const auto add = [&](const char* method, const std::string& below, const char* name, Handler handler) {
    router.Add({.method = method,
                .pattern = std::string(kPattern) + below,
                .name = name,
                .access = Access::kOpen,
                .handler = std::move(handler),
                .documented = false});
  };
  const auto attend = [&room](Frames frames, Needs needs, VisitHandler handler) {
    return [&room, frames, needs, handler](Request& request) { return Receive(room, request, frames, needs, handler); };
  };
  add("GET", "", "showShare", attend(Frames::kNone, Needs::kPassword, ShowPage));
  add("POST", "", "unlockShare", attend(Frames::kNone, Needs::kToken, TakePassword));
  add("GET", "/embed", "embedShare", attend(Frames::kAll, Needs::kPassword, ShowEmbed));
  add("GET", "/media/{artifact}", "shareMedia", attend(Frames::kNone, Needs::kPassword, ShowMedia));
  add("GET", "/oembed", "shareOembed", [&room](Request& request) { return ShowOembed(room, request); });
}

}  // namespace clipbox::http
