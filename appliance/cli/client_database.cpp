#include "cli/client_database.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "base/error.h"

namespace clipbox::cli {
namespace {

// The way to the directory may lead through one of root's own (systemd's /var/lib/private): looking up and reading stay allowed.
// capabilities(7), SECBIT_KEEP_CAPS: what is permitted survives the change of user and is made effective again. Where the kernel
// gives none of it (a container), the directory has to be reachable as it is.
void KeepWayToDirectory() {
  const __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};
  data[0].permitted = data[0].effective = 1U << CAP_DAC_READ_SEARCH;
  ::syscall(SYS_capset, &header, &data);
}

// For good: a file made as root in a server's directory is one the server cannot write. Groups go first, while root still may.
void ActAsOwner(const std::filesystem::path& directory) {
  struct stat status{};
  if (::geteuid() != 0 || ::stat(directory.c_str(), &status) != 0 || status.st_uid == 0) return;
  ::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
  const bool changed = ::setgroups(0, nullptr) == 0 && ::setresgid(status.st_gid, status.st_gid, status.st_gid) == 0 &&
                       ::setresuid(status.st_uid, status.st_uid, status.st_uid) == 0;
  if (!changed) base::ThrowErrno("act as the owner of", directory.string());
  KeepWayToDirectory();
}

// The file, once the process is who it should be there.
std::filesystem::path Enter(const Invocation& invocation) {
  const std::filesystem::path directory = LoadSettings(invocation).settings.data.dir;
  std::cerr << "data directory: " << directory.string() << "\n";
  ::umask(0077);  // for what SQLite makes beside the file
  ActAsOwner(directory);
  return directory / "clipbox.db";
}

// Making the first version of a database that is not there changes nobody's rows; migrating one that is would.
sqlite::OnOldVersion Policy(const std::filesystem::path& file, WhereMissing where_missing) {
  const bool make = where_missing == WhereMissing::kMake && !std::filesystem::exists(file);
  return make ? sqlite::OnOldVersion::kMigrate : sqlite::OnOldVersion::kRefuse;
}

sqlite::Schema AccountsSchema() { return sqlite::EmbeddedSchema("sql/migrations/", {"sql/queries/accounts.sql"}); }

sqlite::Database Open(const std::filesystem::path& file, WhereMissing where_missing) {
  return sqlite::Database(file, AccountsSchema(), Policy(file, where_missing));
}

}  // namespace

ClientDatabase::ClientDatabase(const Invocation& invocation, WhereMissing where_missing)
    : database_(Open(Enter(invocation), where_missing)), accounts_(database_, clock_) {}

}  // namespace clipbox::cli
