#include <thread>

#include "accounts_fixture.h"

using namespace clipbox;
using namespace std::chrono_literals;
using base::ErrorCode;
using test::Thrown;

TEST_CASE_METHOD(test::AccountsFixture, "a session lasts 30 days from its last use") {
  const auto ada = Admin();
  const std::string secret = accounts.sessions.Start(ada.id);
  clock.Advance(20 * 24h);
  const auto found = accounts.sessions.Find(secret);
  REQUIRE(found);
  CHECK(found->user.id == ada.id);
  CHECK(found->extended);
  CHECK_FALSE(accounts.sessions.Find(secret)->extended);
  clock.Advance(30 * 24h - 1ms);
  CHECK(accounts.sessions.Find(secret));
  clock.Advance(30 * 24h);
  CHECK_FALSE(accounts.sessions.Find(secret));
}

TEST_CASE_METHOD(test::AccountsFixture, "a session that was ended is over, and only the hash of its secret was kept") {
  const std::string secret = accounts.sessions.Start(Admin().id);
  const auto session = accounts.sessions.Find(secret);
  CHECK(session->id != secret);
  CHECK_FALSE(accounts.sessions.Find(session->id));
  CHECK(accounts.sessions.End(session->id));
  CHECK_FALSE(accounts.sessions.End(session->id));
  CHECK_FALSE(accounts.sessions.Find(secret));
}

TEST_CASE_METHOD(test::AccountsFixture, "a sign-in link works once and for an hour") {
  const auto ada = Admin();
  const std::string used = accounts.sessions.MakeSignInToken(ada.id);
  const std::string old = accounts.sessions.MakeSignInToken(ada.id);
  CHECK(accounts.sessions.RedeemSignInToken(used).id == ada.id);
  CHECK(Thrown([&] { accounts.sessions.RedeemSignInToken(used); }).code() == ErrorCode::kBadCredentials);
  clock.Advance(1h);
  CHECK(Thrown([&] { accounts.sessions.RedeemSignInToken(old); }).code() == ErrorCode::kBadCredentials);
}

TEST_CASE_METHOD(test::AccountsFixture, "a token's name is one plain line of at most 100 bytes") {
  const auto ada = Admin();
  for (const std::string& name : {std::string(101, 'x'), std::string("a\nb"), std::string("a\u202Eb")}) {
    const auto error = Thrown([&] { accounts.tokens.Create(ada.id, name); });
    CHECK(error.code() == ErrorCode::kInvalidField);
    CHECK(error.details().pointer == "/name");
  }
  CHECK(accounts.tokens.List(ada.id, "", 10).empty());
}

TEST_CASE_METHOD(test::AccountsFixture, "an API token is found by its secret until it is revoked by its owner") {
  const auto ada = Admin();
  const auto mo = Member();
  const auto made = accounts.tokens.Create(ada.id, "ci");
  CHECK(made.secret.starts_with("clipbox_"));
  CHECK(accounts.tokens.Find(made.secret)->id == ada.id);
  CHECK_FALSE(accounts.tokens.Find("clipbox_0"));
  CHECK_FALSE(accounts.tokens.Remove(mo.id, made.token.id));
  CHECK(accounts.tokens.Remove(ada.id, made.token.id));
  CHECK_FALSE(accounts.tokens.Remove(ada.id, made.token.id));
  CHECK_FALSE(accounts.tokens.Find(made.secret));
}

TEST_CASE_METHOD(test::AccountsFixture, "when a token was last used is noted at most once a minute") {
  const auto ada = Admin();
  const auto made = accounts.tokens.Create(ada.id, "ci");
  CHECK_FALSE(accounts.tokens.List(ada.id, "", 10).at(0).last_used_at);
  const auto first = clock.Now();
  accounts.tokens.Find(made.secret);
  clock.Advance(59s);
  accounts.tokens.Find(made.secret);
  CHECK(accounts.tokens.List(ada.id, "", 10).at(0).last_used_at == first);
  clock.Advance(1s);
  accounts.tokens.Find(made.secret);
  CHECK(accounts.tokens.List(ada.id, "", 10).at(0).last_used_at == clock.Now());
}

TEST_CASE_METHOD(test::AccountsFixture, "a token's list is its owner's, and the command line sees all") {
  const auto ada = Admin();
  const auto mo = Member();
  accounts.tokens.Create(ada.id, "one");
  clock.Advance(1ms);
  const auto two = accounts.tokens.Create(mo.id, "two");
  CHECK(accounts.tokens.List(mo.id, "", 10).size() == 1);
  CHECK(accounts.tokens.ListAll().size() == 2);
  CHECK(accounts.tokens.RemoveAnyones(two.token.id));
  CHECK(Thrown([&] { accounts.tokens.Create(ada.id, std::string(101, 'x')); }).details().pointer == "/name");
  CHECK(Thrown([&] { accounts.tokens.Create(jobs::UserId{"nobody"}, "x"); }).code() == ErrorCode::kNotFound);
}

TEST_CASE_METHOD(test::AccountsFixture, "the set-up token stays the same over restarts and works once") {
  const auto token = accounts.setup.Token();
  REQUIRE(token);
  accounts::Accounts after_restart(database, clock);
  CHECK(after_restart.setup.Token() == token);
  CHECK(Thrown([&] { accounts.setup.Finish("wrong", "ada", "correct horse"); }).code() == ErrorCode::kBadCredentials);
  CHECK(Thrown([&] { accounts.setup.Finish(*token, "ada", "short"); }).details().pointer == "/password");
  const auto ada = accounts.setup.Finish(*token, "ada", "correct horse");
  CHECK(ada.role == accounts::Role::kAdmin);
  CHECK(Thrown([&] { accounts.setup.Finish(*token, "eve", "correct horse"); }).code() == ErrorCode::kAlreadySetUp);
  CHECK_FALSE(accounts.setup.Token());
}

TEST_CASE_METHOD(test::AccountsFixture, "of two set-ups at once one wins and the other is told") {
  const std::string token = accounts.setup.Token().value();
  std::atomic<int> made = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> people;
    for (const std::string name : {"ada", "eve"}) {
      people.emplace_back([&, name] {
        try {
          accounts.setup.Finish(token, name, "correct horse");
          ++made;
        } catch (const base::Error& error) {
          if (error.code() == ErrorCode::kAlreadySetUp) ++refused;
        }
      });
    }
  }
  CHECK(made == 1);
  CHECK(refused == 1);
  CHECK(accounts.users.List("", 10).size() == 1);
}
