// File systems of a test's own, seen by this process and its children alone: they are gone with it, however it ends.
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace clipbox::fault {

// Mounts made by this thread from now on are private. Where the machine does not allow it (no root, no loop devices)
// the test ends here as skipped, saying so. To be called before any thread is started.
void RequirePrivateMounts(bool with_loop_devices);

// An ext4 of its own in a file, which can lose its power.
class LoopDisk {
 public:
  // Makes `folder`/disk.img and mounts it at path().
  LoopDisk(const std::filesystem::path& folder, std::uint64_t bytes);
  ~LoopDisk();
  LoopDisk(const LoopDisk&) = delete;
  LoopDisk& operator=(const LoopDisk&) = delete;

  const std::filesystem::path& path() const { return mount_point_; }

  // From now on nothing reaches the disk, the journal's open transaction included; whoever writes gets an error.
  void CutPower() const;
  // Mounts again what the disk holds, which replays its journal. Requires: no process uses it.
  void PowerOn();

 private:
  void Mount() const;
  void Unmount() const;

  const std::filesystem::path image_;
  const std::filesystem::path mount_point_;
};

// A file system in memory of a certain size.
class SmallDisk {
 public:
  SmallDisk(const std::filesystem::path& mount_point, std::uint64_t bytes);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const std::filesystem::path& path() const { return mount_point_; }
  std::uint64_t FreeBytes() const;

 private:
  const std::filesystem::path mount_point_;
};

}  // namespace clipbox::fault
