// API tokens: `Authorization: Bearer clipbox_…`. The secret is shown once, its hash is kept; when it was last used is
// noted at most once a minute. Used by http, and by `clipbox token`. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/user.h"
#include "base/clock.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

struct ApiToken {
  std::string id;
  jobs::UserId user_id;
  std::string name;
  base::Timestamp created_at{};
  std::optional<base::Timestamp> last_used_at;
};

struct NewApiToken {
  ApiToken token;
  std::string secret;
};

class ApiTokens {
 public:
  ApiTokens(sqlite::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // Throws: Error kInvalidField (/name) for a name of more than 100 bytes; kNotFound for an unknown user.
  NewApiToken Create(const jobs::UserId& user, const std::string& name);
  // At most `limit` of one user's, oldest first, those after `after_id` (empty: from the start).
  std::vector<ApiToken> List(const jobs::UserId& user, const std::string& after_id, int limit) const;
  // Everybody's, oldest first: for the command line.
  std::vector<ApiToken> ListAll() const;
  // False where the user has no such token.
  bool Remove(const jobs::UserId& user, const std::string& id);
  // The same for anybody's: for the command line.
  bool RemoveAnyones(const std::string& id);
  // Whose secret it is.
  std::optional<User> Find(std::string_view secret);

 private:
  sqlite::Database& database_;
  const base::Clock& clock_;
};

}  // namespace clipbox::accounts
