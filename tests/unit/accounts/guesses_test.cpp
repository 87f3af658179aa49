#include "accounts/guesses.h"

#include "base/error.h"
#include "catch.h"
#include "crypto/secrets.h"

using namespace clipbox;

TEST_CASE("guesses at one thing from one address count for neither another thing nor another address") {
  const base::ManualClock clock;
  accounts::Guesses guesses(clock, "Wait.");
  const std::string hash = crypto::HashPassword("right");
  for (int i = 0; i < 10; ++i) CHECK_FALSE(guesses.IsRight("one", "10.0.0.1", hash, "wrong"));
  CHECK_THROWS_AS(guesses.IsRight("one", "10.0.0.1", hash, "right"), base::Error);
  CHECK(guesses.IsRight("two", "10.0.0.1", hash, "right"));
  CHECK(guesses.IsRight("one", "10.0.0.2", hash, "right"));
}
