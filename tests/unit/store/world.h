// A store on a real database in a directory of its own, with a clock that the test turns. And jobs brought to any
// status by the calls that bring them there in life. Reboot() is a kill -9 and a new start: nothing is handed back.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/store.h"
#include "temp_dir.h"

namespace clipbox::store {

class World {
 public:
  World();

  void Reboot(const std::string& boot_id);
  Store& store() { return *store_; }
  sqlite::Database& database() { return *database_; }

  NewJob JobOf(const jobs::UserId& user, const std::string& video = "dQw4w9WgXcQ") const;
  UploadSession FileOf(const std::string& name = "film.mp4", std::uint64_t bytes = 100) const;

  // A job of `ann` that has just come to this status.
  jobs::Job Created();
  jobs::Job MetaReady();
  jobs::Job UploadReady();
  jobs::Job Uploading();
  jobs::Job Uploaded(bool auto_process = true);
  ClaimedTask Processing();
  jobs::Job Ready();
  jobs::Job FailedWithSource();
  jobs::Job FailedWithoutSource();
  jobs::Job At(jobs::Status status);

  jobs::Job Now(const jobs::JobId& id) { return store().jobs.FindAnyones(id).value(); }
  // `event` or `event from>to` of each timeline row, oldest first.
  std::vector<std::string> Told(const jobs::JobId& id);
  std::int64_t Count(const std::string& sql);

  test::TempDir dir;
  base::ManualClock clock;
  base::EventHub hub;
  const jobs::UserId ann{"01ANN"};
  const jobs::UserId bob{"01BOB"};

 private:
  std::unique_ptr<sqlite::Database> database_;
  std::unique_ptr<Store> store_;
};

// As the API takes it.
jobs::JobRecipe RecipeOf(const std::string& json);

jobs::Artifact Clip(const std::string& label, double start, double end, const std::string& key);

// The code that `call` throws; kInternal's neighbourless stand-in is a failure of the test.
template <class Call>
base::Error ErrorOf(Call&& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error;
  }
  throw std::logic_error("nothing was thrown");
}

}  // namespace clipbox::store
