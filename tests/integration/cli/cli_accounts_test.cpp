// The real binary: accounts and tokens in a real database.
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "run_program.h"
#include "sqlite/connection.h"
#include "temp_dir.h"

namespace clipbox {
namespace {

using test::Has;
using test::Outcome;

constexpr uid_t kNobody = 65534;

// The command line on a data directory of its own.
class Box {
 public:
  Outcome Run(std::vector<std::string> arguments, const std::string& input = "") const {
    arguments.insert(arguments.end(), {"--data-dir", data_dir().string()});
    return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), {}, input);
  }
  base::Json Items(const std::string& group) const {
    return base::ParseJson(Run({group, "list", "--json"}).out)["items"];
  }

  std::filesystem::path root() const { return root_.path(); }
  std::filesystem::path data_dir() const { return root_ / "data"; }
  std::filesystem::path database() const { return data_dir() / "clipbox.db"; }

 private:
  test::TempDir root_;
};

struct stat StatusOf(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status;
}

void SetVersion(const std::filesystem::path& database, int version) {
  sqlite::Connection(database, sqlite::Access::kWrite, {}).Execute("PRAGMA user_version = " + std::to_string(version));
}

}  // namespace

TEST_CASE("the first account is made before the first start, and is an administrator") {
  const Box box;
  const Outcome outcome = box.Run({"user", "add", "ann", "--password-stdin"}, "a long password\n");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(Has(outcome.err, "data directory: " + box.data_dir().string() + "\n"));
  CHECK(box.Run({"user", "add", "bob"}, "another password").exit_code == 0);
  CHECK(box.Run({"user", "add", "cora", "--role", "admin"}, "a third password").exit_code == 0);
  const base::Json users = box.Items("user");
  REQUIRE(users.size() == 3);
  CHECK(users[0]["username"] == "ann");
  CHECK(users[0]["role"] == "admin");
  CHECK(users[1]["role"] == "member");
  CHECK(users[2]["role"] == "admin");
}

TEST_CASE("what it makes, only its owner may read") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  CHECK((StatusOf(box.data_dir()).st_mode & 0777) == 0700);
  for (const auto& entry : std::filesystem::directory_iterator(box.data_dir())) {
    INFO(entry.path());
    CHECK((StatusOf(entry.path()).st_mode & 0777) == 0600);
  }
}

TEST_CASE("root acts as the owner of the data directory") {
  if (::geteuid() != 0) return;
  const Box box;
  std::filesystem::permissions(box.root(), std::filesystem::perms(0755));
  std::filesystem::create_directory(box.data_dir());
  REQUIRE(::chown(box.data_dir().c_str(), kNobody, kNobody) == 0);
  const Outcome outcome = box.Run({"user", "add", "ann"}, "a long password\n");
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(StatusOf(box.database()).st_uid == kNobody);
  CHECK(StatusOf(box.database()).st_gid == kNobody);
}

TEST_CASE("root reaches a data directory that its owner cannot reach by name, as under systemd's /var/lib/private") {
  if (::geteuid() != 0) return;
  const Box box;
  std::filesystem::permissions(box.root(), std::filesystem::perms(0700));
  std::filesystem::create_directory(box.data_dir());
  REQUIRE(::chown(box.data_dir().c_str(), kNobody, kNobody) == 0);
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  const Outcome outcome = box.Run({"token", "create", "--user", "ann"});
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(StatusOf(box.database()).st_uid == kNobody);
}

TEST_CASE("names and passwords that the rules refuse, and a name that is taken, end with 1") {
  const Box box;
  CHECK(box.Run({"user", "add", "ann"}, "short\n").exit_code == 1);
  CHECK(box.Run({"user", "add", "ann"}, "").exit_code == 1);
  CHECK(box.Run({"user", "add", "no spaces"}, "a long password\n").exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(box.database()));
  CHECK(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  const Outcome taken = box.Run({"user", "add", "Ann"}, "a long password\n");
  CHECK(taken.exit_code == 1);
  CHECK(Has(taken.err, "clipbox: "));
}

TEST_CASE("without a database there is nothing to list, and none is made") {
  const Box box;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"user", "list"}, {"user", "remove", "ann"}, {"token", "list"}}) {
    const Outcome outcome = box.Run(arguments);
    CHECK(outcome.exit_code == 1);
    CHECK(Has(outcome.err, "there is no database at " + box.database().string()));
  }
  CHECK_FALSE(std::filesystem::exists(box.data_dir()));
}

TEST_CASE("a database of another version is left alone and ends with 1") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  for (const int version : {0, 9999}) {
    SetVersion(box.database(), version);
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"user", "list"}, {"user", "add", "bob"}, {"token", "list"}}) {
      const Outcome outcome = box.Run(arguments, "another password\n");
      CHECK(outcome.exit_code == 1);
      CHECK(Has(outcome.err, "it is of version " + std::to_string(version)));
    }
  }
}

TEST_CASE("a password can be changed, by name") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  CHECK(box.Run({"user", "passwd", "ann"}, "a new password\n").exit_code == 0);
  CHECK(box.Run({"user", "passwd", "bob"}, "a new password\n").exit_code == 1);
  CHECK(box.Run({"user", "passwd", "ann"}, "short\n").exit_code == 1);
}

TEST_CASE("a user can be removed, the last administrator cannot") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  REQUIRE(box.Run({"user", "add", "bob"}, "a long password\n").exit_code == 0);
  CHECK(box.Run({"user", "remove", "ann"}).exit_code == 1);
  const Outcome removed = box.Run({"user", "remove", "bob"});
  CHECK(removed.exit_code == 0);
  CHECK(Has(removed.err, "their jobs go to ann"));
  CHECK(box.Items("user").size() == 1);
  CHECK(box.Run({"user", "remove", "bob"}).exit_code == 1);
}

TEST_CASE("a token's secret stands alone on a line and is not told again") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  const Outcome made = box.Run({"token", "create", "--user", "ann", "--name", "laptop"});
  CHECK(made.exit_code == 0);
  REQUIRE(made.out.starts_with("clipbox_"));
  const std::string secret = made.out.substr(0, made.out.size() - 1);
  CHECK(secret.find_first_of(" \n") == std::string::npos);
  const Outcome list = box.Run({"token", "list", "--json"});
  CHECK_FALSE(Has(list.out + list.err, secret));
  const base::Json tokens = box.Items("token");
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0]["name"] == "laptop");
  CHECK(tokens[0]["user"] == "ann");
  CHECK(tokens[0]["lastUsedAt"].is_null());
  CHECK(Has(box.Run({"token", "list"}).out, "laptop"));
}

TEST_CASE("a token can be revoked once, and belongs to somebody") {
  const Box box;
  REQUIRE(box.Run({"user", "add", "ann"}, "a long password\n").exit_code == 0);
  CHECK(box.Run({"token", "create", "--user", "bob"}).exit_code == 1);
  REQUIRE(box.Run({"token", "create", "--user", "ann"}).exit_code == 0);
  const std::string id = box.Items("token")[0]["id"];
  CHECK(box.Run({"token", "revoke", id}).exit_code == 0);
  CHECK(box.Run({"token", "revoke", id}).exit_code == 1);
  CHECK(box.Items("token").empty());
}

}  // namespace clipbox
