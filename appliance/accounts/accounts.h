// All about who may do what: accounts, passwords, sessions, API tokens, the first set-up. Made by the composition root
// on the one database of the process and handed to http; the command line makes its own. Thread-safe. The database and
// clock must outlive it.
#pragma once

#include "accounts/api_tokens.h"
#include "accounts/guesses.h"
#include "accounts/sessions.h"
#include "accounts/setup.h"
#include "accounts/sign_in.h"
#include "accounts/users.h"

namespace clipbox::accounts {

struct Accounts {
  Accounts(sqlite::Database& database, const base::Clock& clock)
      : users(database, clock),
        sign_in(database, clock),
        sessions(database, clock),
        tokens(database, clock),
        setup(database, clock),
        share_guesses(clock, "Too many wrong passwords for this page: wait and try again.") {}

  Users users;
  SignIn sign_in;
  Sessions sessions;
  ApiTokens tokens;
  Setup setup;
  Guesses share_guesses;  // at the passwords of pages for others
};

}  // namespace clipbox::accounts
