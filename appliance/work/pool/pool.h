// The media workers: threads that take tasks from the queue, run them and sleep while there are none. What a task does
// is handed in. Start and Stop from one thread. Stop asks every task to end, waits for the threads, then hands all
// claims back uncounted.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "store/queue/queue.h"
#include "work/pool/running.h"
#include "work/pool/thread_budget.h"
#include "work/store_answers.h"
#include "work/wake.h"

namespace clipbox::work {

// Runs one task to its end and writes its outcome; does not throw. `threads`: what it may use beside its own.
using RunTask = std::function<void(const store::ClaimedTask& task, std::stop_token stop, int threads)>;

// Where the workers look for tasks, and what wakes them.
struct PoolTools {
  store::Queue& queue;
  Wake& wake;
  Running& running;
  const base::Clock& clock;
  StoreAnswers store_answers{};
};

class Pool {
 public:
  // What is referred to outlives the pool.
  Pool(int workers, PoolTools tools, RunTask run);
  ~Pool();

  void Start();
  // Tells every task to end and claims no more; does not wait.
  void RequestStop();
  void Stop();

 private:
  void Work(std::stop_token stop, const std::string& name);
  // Looks for a task and runs it. Returns how long to wait for the next: zero after a task.
  std::chrono::milliseconds WorkOnce(std::stop_token stop, const std::string& name);
  bool IsStoreAway() const;
  int AboutToBegin() const;
  std::chrono::milliseconds UntilDue() const;

  const int workers_;
  const PoolTools tools_;
  const RunTask run_;
  ThreadBudget budget_;
  base::Mutex claiming_;               // held while a task is claimed and given its threads
  std::vector<std::jthread> threads_;  // of the starting thread
};

}  // namespace clipbox::work
