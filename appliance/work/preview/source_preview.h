// Shows a job's source by reading it: the last few sources stay open, so that the next picture costs its own bytes
// alone. Two at a time, on their callers' threads: the others are the pool's. Thread-safe.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <semaphore>
#include <string>

#include "base/mutex.h"
#include "media/preview/sound_shape.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"
#include "objectstore/object_store.h"
#include "store/queue/queue.h"
#include "work/preview.h"
#include "work/tasks/source_shelf.h"

namespace clipbox::work {

class SourcePreview final : public Preview {
 public:
  // What is referred to outlives this. `max_wait`: how long a caller waits for its turn.
  SourcePreview(objectstore::ObjectStore& objects, store::Queue& queue, media::Limits limits,
                std::chrono::milliseconds max_wait = std::chrono::seconds(10))
      : sources_(objects), queue_(queue), limits_(limits), max_wait_(max_wait) {}

  void RefuseBadFile(FileEdges edges, std::stop_token stop) override;
  void RequirePictures(const jobs::Job& job, std::stop_token stop) override;
  PreviewFrame Frame(const jobs::Job& job, double seconds, int height, std::stop_token stop) override;
  PreviewStrip Strip(const jobs::Job& job, const base::TimeRange& range, int count, int height,
                     std::stop_token stop) override;
  PreviewSound Sound(const jobs::Job& job, base::TimeRange range, std::size_t points, std::stop_token stop) override;

  // Closes the sources that nobody has looked at since this was last called: a chore.
  void CloseUnused() EXCLUDES(mutex_);

 private:
  struct Film {
    std::string key;  // of the source
    media::SourceInfo info;
    std::shared_ptr<const media::SoundShape> sound = nullptr;  // of all of it, once it was asked for
    bool used = true;                                          // since CloseUnused; under mutex_
  };

  // Of the source as it was analysed, else as the probe sees it now.
  std::shared_ptr<Film> FilmOf(const jobs::Job& job, std::stop_token stop) EXCLUDES(mutex_);
  std::shared_ptr<const media::SoundShape> WholeSound(Film& film, base::ByteSource& source, std::stop_token stop)
      EXCLUDES(sound_mutex_);

  SourceShelf sources_;
  store::Queue& queue_;
  const media::Limits limits_;
  const std::chrono::milliseconds max_wait_;
  std::counting_semaphore<> turns_{2};
  base::Mutex mutex_;
  std::list<std::shared_ptr<Film>> films_ GUARDED_BY(mutex_);  // most recently used first
  base::Mutex sound_mutex_;  // held while the whole sound of a film is read, once for all who ask
};

}  // namespace clipbox::work
