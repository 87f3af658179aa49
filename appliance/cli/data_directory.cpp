#include "cli/data_directory.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <iostream>

#include "base/error.h"

namespace clipbox::cli {
namespace {

// The way to the directory may lead through one of root's own (systemd's /var/lib/private): looking up and reading stay
// allowed. See capabilities(7), SECBIT_KEEP_CAPS. What is permitted survives the change of user and is made effective
// again. Where the kernel gives none of it (a container), the directory has to be reachable as it is.
void KeepWayToDirectory() {
  const __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};
  data[0].permitted = data[0].effective = 1U << CAP_DAC_READ_SEARCH;
  ::syscall(SYS_capset, &header, &data);
}

// For good: a file made as root in a server's directory is one the server cannot write. Groups go first, while root
// still may.
void ActAsOwner(const std::filesystem::path& directory) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(directory.c_str(), &status) != 0 || status.st_uid == 0) return;
  ::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
  const bool changed = ::setgroups(0, nullptr) == 0 && ::setresgid(status.st_gid, status.st_gid, status.st_gid) == 0 &&
                       ::setresuid(status.st_uid, status.st_uid, status.st_uid) == 0;
  if (!changed) base::ThrowErrno("act as the owner of", directory.string());
  KeepWayToDirectory();
}

}  // namespace

std::filesystem::path EnterDataDirectory(const config::Settings& settings) {
  const std::filesystem::path& directory = settings.data.dir;
  std::cerr << "data directory: " << directory.string() << "\n";
  ::umask(0077);  // for what SQLite makes beside its files
  ActAsOwner(directory);
  return directory;
}

}  // namespace clipbox::cli
