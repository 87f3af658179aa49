// Files and directories that only their owner may read, durable once made. Pure calls into the file system; any thread.
#pragma once

#include <filesystem>

namespace clipbox::sqlite {

// Makes the directory and its missing parents, 0700 each. An existing one is left as it is. Throws: Error kInputOutput,
// kStorageFull.
void MakePrivateDirectory(const std::filesystem::path& directory);

// Makes an empty file, 0600. Returns false if there is one already. Throws: as above.
bool MakePrivateFile(const std::filesystem::path& file);

// Flushes a file, or the entries of a directory, to the disk.
void SyncToDisk(const std::filesystem::path& file_or_directory);

}  // namespace clipbox::sqlite
