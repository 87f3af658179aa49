// The media workers: threads that take tasks from the queue, run them and sleep while there are none. What a task does
// is handed in. Start and Stop from one thread. Stop asks every task to end, waits for the threads, then hands all
// claims back uncounted.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/event_hub.h"
#include "base/mutex.h"
#include "store/queue/queue.h"
#include "work/pool/running.h"
#include "work/pool/thread_budget.h"
#include "work/store_answers.h"
#include "work/wake.h"

namespace clipbox::work {

// Runs one task to its end and writes its outcome; does not throw. `threads`: what it may use beside its own.
using RunTask = std::function<void(const store::ClaimedTask& task, std::stop_token stop, int threads)>;

class Pool {
 public:
  // What is referred to outlives the pool.
  Pool(int workers, store::Queue& queue, Wake& wake, Running& running, base::EventHub& hub, const base::Clock& clock,
       RunTask run, StoreAnswers store_answers = {});
  ~Pool();

  void Start();
  // Tells every task to end and claims no more; does not wait.
  void RequestStop();
  void Stop();

 private:
  void Work(std::stop_token stop, const std::string& name);
  bool WorkOnce(std::stop_token stop, const std::string& name);
  bool IsStoreAway() const;
  int AboutToBegin() const;
  std::chrono::milliseconds UntilDue() const;
  void WatchCancels(std::stop_token stop);

  const int workers_;
  store::Queue& queue_;
  Wake& wake_;
  Running& running_;
  base::EventHub& hub_;
  const base::Clock& clock_;
  const RunTask run_;
  const StoreAnswers store_answers_;
  ThreadBudget budget_;
  base::Mutex claiming_;               // held while a task is claimed and given its threads
  std::vector<std::jthread> threads_;  // of the starting thread
};

}  // namespace clipbox::work
