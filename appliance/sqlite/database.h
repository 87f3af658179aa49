// A SQLite database: one writer connection and a small pool of readers, WAL, synchronous=FULL. Made once by `serve` (or
// by a client command) and shared by all who keep rows in it. Thread-safe. Functions given to Write and Read must not
// call back into the Database.
#pragma once

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

#include "base/mutex.h"
#include "sqlite/connection.h"
#include "sqlite/schema.h"

namespace clipbox::sqlite {

enum class OnOldVersion {
  kMigrate,  // the server: makes the file (0600) where there is none, backs an older one up, migrates it
  kRefuse,   // a client command: the file must be there, and of exactly this version
};

class Database {
 public:
  // Throws: Error kDatabaseNewer when a newer clipbox wrote the file, kInputOutput, kStorageFull, kInternal. With
  // kRefuse also kNotFound when there is no file and kDatabaseOlder when it is older.
  Database(std::filesystem::path file, Schema schema, OnOldVersion on_old_version = OnOldVersion::kMigrate);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // What a write does that meets a full disk: where it gives true, there is room now, and the write is tried once more.
  // Before the first Write.
  void SetRoomMaker(std::function<bool()> make_room) { make_room_ = std::move(make_room); }

  // Runs `fn(Connection&)` in an IMMEDIATE transaction, durable when Write returns. An exception of `fn` undoes what it
  // did and is thrown here. Writers that arrive together share one commit, so `fn` may run on another waiting writer's
  // thread; and twice, where the disk was full.
  template <class Fn>
  auto Write(Fn&& fn) EXCLUDES(queue_mutex_) {
    return WithResult([this](const Work& work) { Submit(work); }, std::forward<Fn>(fn));
  }

  // Runs `fn(Connection&)` on one snapshot of the database. Waits while all readers are busy.
  template <class Fn>
  auto Read(Fn&& fn) EXCLUDES(readers_mutex_) {
    return WithResult([this](const Work& work) { RunRead(work); }, std::forward<Fn>(fn));
  }

  const std::filesystem::path& file() const { return file_; }

 private:
  using Work = std::function<void(Connection&)>;
  struct Request {
    const Work& work;
    std::exception_ptr error;
    bool done = false;
  };
  static constexpr std::size_t kReaders = 8;

  template <class Runner, class Fn>
  static auto WithResult(const Runner& run, Fn&& fn) {
    using Result = std::invoke_result_t<Fn&, Connection&>;
    if constexpr (std::is_void_v<Result>) {
      run([&](Connection& connection) { fn(connection); });
    } else {
      std::optional<Result> result;
      run([&](Connection& connection) { result.emplace(fn(connection)); });
      return std::move(*result);
    }
  }

  void Submit(const Work& work) EXCLUDES(queue_mutex_);
  void RunBatch(const std::vector<Request*>& batch);
  static bool MetFullDisk(const Request* request);
  // False where nothing of the batch is on the disk; each request has its error then.
  bool TryBatch(const std::vector<Request*>& batch);
  void RunInSavepoint(Request& request);
  void RunRead(const Work& work) EXCLUDES(readers_mutex_);
  std::unique_ptr<Connection> TakeReader() EXCLUDES(readers_mutex_);

  const std::filesystem::path file_;
  const Schema schema_;
  std::function<bool()> make_room_;
  std::unique_ptr<Connection> writer_;  // used by the one thread that set leading_

  base::Mutex queue_mutex_;
  std::condition_variable_any batch_done_;
  std::vector<Request*> queue_ GUARDED_BY(queue_mutex_);
  bool leading_ GUARDED_BY(queue_mutex_) = false;

  base::Mutex readers_mutex_;
  std::condition_variable_any reader_back_;
  std::vector<std::unique_ptr<Connection>> idle_readers_ GUARDED_BY(readers_mutex_);
  std::size_t open_readers_ GUARDED_BY(readers_mutex_) = 0;
};

}  // namespace clipbox::sqlite
