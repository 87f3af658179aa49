#include "fault/disk/private_mounts.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "base/unique_fd.h"
#include "e2e/harness/child_process.h"

namespace clipbox::fault {
namespace {

// ctest's SKIP_RETURN_CODE of these tests.
constexpr int kSkipped = 77;
// FS_IOC_SHUTDOWN of ext4 and XFS; flag 2 leaves the journal as it is on the disk (NOLOGFLUSH).
constexpr unsigned long kShutDown = _IOR('X', 125, std::uint32_t);
constexpr std::uint32_t kWithoutFlush = 2;

[[noreturn]] void Skip(const std::string& why) {
  std::fprintf(stderr, "skipped: this machine cannot do it: %s\n", why.c_str());
  std::_Exit(kSkipped);
}

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error("cannot " + what + ": " + std::strerror(errno));
}

}  // namespace

void RequirePrivateMounts(bool with_loop_devices) {
  if (::geteuid() != 0) Skip("it takes root to mount a file system");
  if (with_loop_devices && ::access("/dev/loop-control", R_OK | W_OK) != 0)
    Skip("there is no /dev/loop-control, so no loop devices");
  if (::unshare(CLONE_NEWNS) != 0) Skip(std::string("no mount namespace of our own: ") + std::strerror(errno));
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    Skip(std::string("mounts cannot be private: ") + std::strerror(errno));
}

LoopDisk::LoopDisk(const std::filesystem::path& folder, std::uint64_t bytes)
    : image_(folder / "disk.img"), mount_point_(folder / "disk") {
  std::ofstream(image_).flush();
  std::filesystem::resize_file(image_, bytes);
  std::filesystem::create_directory(mount_point_);
  e2e::RunProgram({"/sbin/mkfs.ext4", "-q", "-F", image_.string()});
  Mount();
}

LoopDisk::~LoopDisk() { ::umount2(mount_point_.c_str(), MNT_DETACH); }

// mount(8) and not mount(2): it finds a free loop device, which goes with the mount.
void LoopDisk::Mount() const {
  e2e::RunProgram({"mount", "-t", "ext4", "-o", "loop", image_.string(), mount_point_.string()});
}

void LoopDisk::Unmount() const {
  if (::umount2(mount_point_.c_str(), 0) != 0) Fail("unmount the disk");
}

void LoopDisk::CutPower() const {
  const base::UniqueFd directory(::open(mount_point_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::uint32_t how = kWithoutFlush;
  if (!directory || ::ioctl(directory.get(), kShutDown, &how) != 0) Fail("cut the power");
}

void LoopDisk::PowerOn() {
  Unmount();
  Mount();
}

SmallDisk::SmallDisk(const std::filesystem::path& mount_point, std::uint64_t bytes) : mount_point_(mount_point) {
  std::filesystem::create_directory(mount_point_);
  const std::string size = "mode=0700,size=" + std::to_string(bytes);
  if (::mount("tmpfs", mount_point_.c_str(), "tmpfs", 0, size.c_str()) != 0) Fail("mount a tmpfs");
}

SmallDisk::~SmallDisk() { ::umount2(mount_point_.c_str(), MNT_DETACH); }

std::uint64_t SmallDisk::FreeBytes() const { return std::filesystem::space(mount_point_).available; }

}  // namespace clipbox::fault
