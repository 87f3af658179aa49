#include "sqlite/database.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "sqlite/migrate.h"

namespace clipbox::sqlite {
namespace {

// The file is made here so that SQLite, which gives its WAL the same mode, never makes one that others can read.
void PrepareFile(const std::filesystem::path& file, OnOldVersion on_old_version) {
  if (on_old_version == OnOldVersion::kRefuse) {
    if (std::filesystem::exists(file)) return;
    throw base::Error(base::ErrorCode::kNotFound,
                      "there is no database at " + file.string() +
                          ": name the server's directory with --data-dir, or start `clipbox serve` once");
  }
  base::MakePrivateDirectory(file.parent_path());
  if (base::MakePrivateFile(file)) base::SyncToDisk(std::filesystem::absolute(file).parent_path());
}

// Never throws: the error that led here is the one to tell. A transaction that stays open fails the next BEGIN.
void RollBack(Connection& connection) {
  try {
    if (connection.InTransaction()) connection.Control(Frame::kRollBack);
  } catch (const base::Error& error) {
    base::LogError("database.rollback_failed", {{"error", error.what()}});
  }
}

}  // namespace

Database::Database(std::filesystem::path file, Schema schema, OnOldVersion on_old_version)
    : file_(std::move(file)), schema_(std::move(schema)) {
  PrepareFile(file_, on_old_version);
  writer_ = std::make_unique<Connection>(file_, Access::kWrite, schema_.queries);
  if (on_old_version == OnOldVersion::kMigrate)
    Migrate(*writer_, file_, schema_);
  else
    RequireVersion(*writer_, file_, schema_.migrations);
  writer_->PrepareAll();
}

Database::~Database() = default;

// The first writer to come leads: it runs all that wait, in one transaction, while those who come meanwhile gather for
// the next.
void Database::Submit(const Work& work) {
  Request request{work, nullptr, false};
  base::MutexLock lock(queue_mutex_);
  queue_.push_back(&request);
  while (leading_ && !request.done) batch_done_.wait(lock);
  if (!request.done) {
    leading_ = true;
    const std::vector<Request*> batch = std::exchange(queue_, {});
    lock.unlock();
    RunBatch(batch);
    lock.lock();
    for (Request* each : batch) each->done = true;
    leading_ = false;
    batch_done_.notify_all();
  }
  if (request.error) std::rethrow_exception(request.error);
}

void Database::RunBatch(const std::vector<Request*>& batch) {
  if (TryBatch(batch) || !make_room_ || !std::ranges::any_of(batch, MetFullDisk) || !make_room_()) return;
  for (Request* request : batch) request->error = nullptr;
  TryBatch(batch);
}

bool Database::MetFullDisk(const Request* request) {
  try {
    if (request->error) std::rethrow_exception(request->error);
  } catch (const base::Error& error) {
    return error.code() == base::ErrorCode::kStorageFull;
  } catch (const std::exception&) {
    return false;
  }
  return false;
}

bool Database::TryBatch(const std::vector<Request*>& batch) {
  try {
    writer_->Control(Frame::kBeginWrite);
    if (batch.size() == 1)
      batch.front()->work(*writer_);
    else
      for (Request* request : batch) RunInSavepoint(*request);
    writer_->Control(Frame::kCommit);
    return true;
  } catch (...) {
    // Everybody is told, those who failed by themselves with their own error.
    for (Request* request : batch) {
      if (!request->error) request->error = std::current_exception();
    }
    RollBack(*writer_);
    return false;
  }
}

void Database::RunInSavepoint(Request& request) {
  writer_->Control(Frame::kSavepoint);
  try {
    request.work(*writer_);
  } catch (...) {
    request.error = std::current_exception();
    // A full disk or an I/O error takes the whole transaction with it; then the batch has failed, not this writer
    // alone.
    if (!writer_->InTransaction()) throw;
    writer_->Control(Frame::kRollBackToSavepoint);
  }
  writer_->Control(Frame::kRelease);
}

void Database::RunRead(const Work& work) {
  std::unique_ptr<Connection> reader = TakeReader();
  std::exception_ptr error;
  try {
    reader->Control(Frame::kBeginRead);
    work(*reader);
    reader->Control(Frame::kCommit);
  } catch (...) {
    error = std::current_exception();
    RollBack(*reader);
  }
  {
    const base::MutexLock lock(readers_mutex_);
    idle_readers_.push_back(std::move(reader));
  }
  reader_back_.notify_one();
  if (error) std::rethrow_exception(error);
}

std::unique_ptr<Connection> Database::TakeReader() {
  base::MutexLock lock(readers_mutex_);
  while (idle_readers_.empty() && open_readers_ == kReaders) reader_back_.wait(lock);
  if (idle_readers_.empty()) {
    auto opened = std::make_unique<Connection>(file_, Access::kReadOnly, schema_.queries);
    ++open_readers_;
    return opened;
  }
  std::unique_ptr<Connection> reader = std::move(idle_readers_.back());
  idle_readers_.pop_back();
  return reader;
}

}  // namespace clipbox::sqlite
