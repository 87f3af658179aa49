// The routes below `/s/{token}`: pages for people without an account. Whoever knows the token sees what was shared,
// until it expires or is withdrawn; where there is a password, whoever knows that too. Made by the composition root;
// the handlers run on several threads at once. Everything referred to is thread-safe and outlives the router.
#pragma once

#include "accounts/accounts.h"
#include "base/clock.h"
#include "http/router.h"
#include "http/share/share_page.h"
#include "http/share/words.h"
#include "objectstore/object_store.h"
#include "store/store.h"

namespace clipbox::http {

struct ShareRoom {
  const base::Clock& clock;
  accounts::Accounts& accounts;
  store::Store& store;
  objectstore::ObjectStore& objects;
  const ShareLooks looks;
  const WordBook words{};
};

// Requires: `room` outlives the router.
void AddSharePageRoutes(Router& router, const ShareRoom& room);

}  // namespace clipbox::http
