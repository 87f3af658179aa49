// Does what comes round again: metadata that could not be fetched, bytes to delete, uploads past their time, gauges.
// One thread, one chore after the other; a chore that throws is logged, counted and tried again at its next turn. Start
// and Stop from one thread.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "work/wake.h"

namespace clipbox::work {

struct Chore {
  std::string name;
  std::chrono::milliseconds every;
  std::function<void(std::stop_token)> run;
};

class Housekeeper {
 public:
  // Every chore is due at once. `clock` outlives this.
  Housekeeper(std::vector<Chore> chores, const base::Clock& clock);
  ~Housekeeper();

  void Start();
  // The chore that runs sees its token stopped; returns when it has ended.
  void Stop();

  // Runs what is due now and returns how long nothing else will be. For the thread, and for tests with a clock of their
  // own.
  std::chrono::milliseconds RunDue(std::stop_token stop);

 private:
  struct Turn {
    Chore chore;
    base::Monotonic due;
  };

  void RunOne(const Chore& chore, std::stop_token stop);

  const base::Clock& clock_;
  std::vector<Turn> turns_;  // of the thread, once started
  Wake wake_;                // never rung: Stop's token wakes
  std::jthread thread_;
};

}  // namespace clipbox::work
