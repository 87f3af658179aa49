#include "accounts_fixture.h"

using namespace clipbox;
using accounts::Role;
using base::ErrorCode;
using test::Thrown;

TEST_CASE_METHOD(test::AccountsFixture, "an account is found by id and by name in any case") {
  const auto ada = Admin();
  CHECK(accounts.users.Find(ada.id)->username == "ada");
  CHECK(accounts.users.FindByName("ADA")->id == ada.id);
  CHECK(accounts.users.FindByName("ada")->role == Role::kAdmin);
  CHECK_FALSE(accounts.users.FindByName("bob"));
}

TEST_CASE_METHOD(test::AccountsFixture, "a name that is taken, in any case, is refused and nothing is changed") {
  Admin();
  const auto error = Thrown([&] { accounts.users.Add("Ada", "another password", Role::kMember); });
  CHECK(error.code() == ErrorCode::kInvalidField);
  CHECK(error.details().pointer == "/username");
  CHECK(accounts.users.List("", 10).size() == 1);
}

TEST_CASE("names and passwords outside the rules are refused with their pointer") {
  for (const std::string name : {"", " ada", "a b", "-x", "ä", "a\nb", "a/b", "a\u202Eb"}) {
    CAPTURE(name);
    CHECK(Thrown([&] { accounts::CheckUsername(name); }).details().pointer == "/username");
  }
  CHECK_NOTHROW(accounts::CheckUsername("ada.lovelace+x@example.org"));
  CHECK_NOTHROW(accounts::CheckUsername(std::string(64, 'a')));
  CHECK_THROWS_AS(accounts::CheckUsername(std::string(65, 'a')), base::Error);
  CHECK(Thrown([] { accounts::CheckPasswordForm("1234567"); }).details().pointer == "/password");
  CHECK_NOTHROW(accounts::CheckPasswordForm("12345678"));
  CHECK_NOTHROW(accounts::CheckPasswordForm(std::string(1024, 'x')));
  CHECK_THROWS_AS(accounts::CheckPasswordForm(std::string(1025, 'x')), base::Error);
}

TEST_CASE_METHOD(test::AccountsFixture, "users are listed oldest first, a page at a time") {
  const auto ada = Admin();
  const auto mo = Member("mo");
  const auto zoe = Member("zoe");
  CHECK(accounts.users.List("", 2).size() == 2);
  CHECK(accounts.users.List("", 2)[1].id == mo.id);
  CHECK(accounts.users.List(mo.id.value, 2)[0].id == zoe.id);
}

TEST_CASE_METHOD(test::AccountsFixture, "the last administrator cannot be removed, and nobody removes themselves") {
  const auto ada = Admin();
  const auto mo = Member();
  CHECK(Thrown([&] { accounts.users.Remove(ada.id, mo.id); }).code() == ErrorCode::kLastAdmin);
  CHECK(Thrown([&] { accounts.users.Remove(ada.id, ada.id); }).code() == ErrorCode::kLastAdmin);
  const auto eve = accounts.users.Add("eve", "password1", Role::kAdmin);
  CHECK(Thrown([&] { accounts.users.Remove(ada.id, ada.id); }).code() == ErrorCode::kForbidden);
  CHECK_NOTHROW(accounts.users.Remove(ada.id, eve.id));
  CHECK(Thrown([&] { accounts.users.Remove(ada.id, eve.id); }).code() == ErrorCode::kNotFound);
}

TEST_CASE_METHOD(test::AccountsFixture, "a removed user's sessions and tokens stop working") {
  const auto ada = Admin();
  const auto mo = Member();
  const std::string session = accounts.sessions.Start(mo.id);
  const std::string token = accounts.tokens.Create(mo.id, "ci").secret;
  accounts.users.Remove(mo.id, ada.id);
  CHECK_FALSE(accounts.sessions.Find(session));
  CHECK_FALSE(accounts.tokens.Find(token));
}

TEST_CASE_METHOD(test::AccountsFixture, "without anybody signed in the oldest other administrator inherits") {
  const auto ada = Admin();
  const auto mo = Member();
  CHECK(accounts.users.HeirOf(mo.id).id == ada.id);
  CHECK(Thrown([&] { accounts.users.HeirOf(ada.id); }).code() == ErrorCode::kLastAdmin);
}

TEST_CASE_METHOD(test::AccountsFixture,
                 "one's own password changes with the old one only, and ends the other sessions") {
  const auto ada = Admin();
  const auto here = accounts.sessions.Find(accounts.sessions.Start(ada.id));
  const std::string elsewhere = accounts.sessions.Start(ada.id);
  CHECK(Thrown([&] { accounts.users.ChangePassword(ada.id, "wrong", "new password", here->id); }).code() ==
        ErrorCode::kBadCredentials);
  CHECK(accounts.sessions.Find(elsewhere));
  accounts.users.ChangePassword(ada.id, "correct horse", "new password", here->id);
  CHECK_FALSE(accounts.sessions.Find(elsewhere));
  CHECK(accounts.sessions.End(here->id));
  CHECK(accounts.sign_in.Check("ada", "new password", "::1").id == ada.id);
  CHECK(Thrown([&] { accounts.sign_in.Check("ada", "correct horse", "::1"); }).code() == ErrorCode::kBadCredentials);
}

TEST_CASE_METHOD(test::AccountsFixture, "a password set by an administrator ends all sessions of the user") {
  Admin();
  const auto mo = Member();
  const std::string session = accounts.sessions.Start(mo.id);
  accounts.users.SetPassword(mo.id, "new password");
  CHECK_FALSE(accounts.sessions.Find(session));
  CHECK(Thrown([&] { accounts.users.SetPassword(jobs::UserId{"nobody"}, "new password"); }).code() ==
        ErrorCode::kNotFound);
}
