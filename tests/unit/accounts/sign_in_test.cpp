#include <thread>

#include "accounts_fixture.h"

using namespace clipbox;
using base::ErrorCode;
using test::Thrown;

namespace {

constexpr int kAllowed = 10;

ErrorCode Attempt(accounts::Accounts& accounts, const std::string& name, const std::string& password,
                  const std::string& address) {
  return Thrown([&] { accounts.sign_in.Check(name, password, address); }).code();
}

}  // namespace

TEST_CASE_METHOD(test::AccountsFixture, "an unknown name and a wrong password are told the same") {
  Admin();
  const auto unknown = Thrown([&] { accounts.sign_in.Check("nobody", "correct horse", "::1"); });
  const auto wrong = Thrown([&] { accounts.sign_in.Check("ada", "incorrect horse", "::1"); });
  CHECK(unknown.code() == ErrorCode::kBadCredentials);
  CHECK(std::string(unknown.what()) == wrong.what());
}

TEST_CASE_METHOD(test::AccountsFixture,
                 "after ten failures the right password waits too, until the first is 15 minutes old") {
  const auto ada = Admin();
  for (int i = 0; i < kAllowed; ++i) {
    CHECK(Attempt(accounts, "ada", "wrong", "10.0.0.1") == ErrorCode::kBadCredentials);
    clock.Advance(std::chrono::seconds(1));
  }
  const auto limited = Thrown([&] { accounts.sign_in.Check("ADA", "correct horse", "10.0.0.1"); });
  CHECK(limited.code() == ErrorCode::kRateLimited);
  CHECK(limited.details().retry_after_seconds == 15 * 60 - kAllowed);
  CHECK(accounts.sign_in.Check("ada", "correct horse", "10.0.0.2").id == ada.id);
  clock.Advance(std::chrono::seconds(15 * 60 - kAllowed));
  CHECK(accounts.sign_in.Check("ada", "correct horse", "10.0.0.1").id == ada.id);
}

TEST_CASE_METHOD(test::AccountsFixture, "guesses that arrive together are counted as well") {
  Admin();
  std::atomic<int> judged = 0;
  std::atomic<int> limited = 0;
  {
    std::vector<std::jthread> guessers;
    for (int i = 0; i < kAllowed + 5; ++i) {
      guessers.emplace_back([&] {
        try {
          accounts.sign_in.Check("ada", "wrong", "10.0.0.1");
        } catch (const base::Error& error) {
          ++(error.code() == ErrorCode::kRateLimited ? limited : judged);
        }
      });
    }
  }
  CHECK(judged == kAllowed);
  CHECK(limited == 5);
}

TEST_CASE_METHOD(test::AccountsFixture, "signing in forgets the failures before") {
  Admin();
  for (int i = 0; i < kAllowed - 1; ++i) Attempt(accounts, "ada", "wrong", "::1");
  accounts.sign_in.Check("ada", "correct horse", "::1");
  CHECK(Attempt(accounts, "ada", "wrong", "::1") == ErrorCode::kBadCredentials);
}
