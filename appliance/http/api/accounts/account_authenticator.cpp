#include "http/api/accounts/account_authenticator.h"

#include "http/cookies.h"
#include "http/request.h"

namespace clipbox::http {
namespace {

Caller CallerOf(const accounts::User& user, const std::string& session) {
  return {user.id, user.role == accounts::Role::kAdmin, session};
}

}  // namespace

std::optional<Authentication> AccountAuthenticator::Authenticate(const Request& request) {
  if (const auto token = BearerToken(request)) {
    if (token->size() > kMaxSecretBytes) return std::nullopt;
    const auto user = accounts_.tokens.Find(*token);
    if (!user) return std::nullopt;
    return Authentication{CallerOf(*user, ""), ""};
  }
  const auto cookie = SessionCookie(request);
  if (!cookie || cookie->size() > kMaxSecretBytes) return std::nullopt;
  const auto session = accounts_.sessions.Find(*cookie);
  if (!session) return std::nullopt;
  const std::string renewed = session->extended ? SetSessionCookie(request, *cookie, accounts::kSessionLife) : "";
  return Authentication{CallerOf(session->user, session->id), renewed};
}

}  // namespace clipbox::http
