#include "work/pool/thread_budget.h"

#include "catch.h"

using clipbox::work::ThreadBudget;

TEST_CASE("a task alone has all threads, and leaves the next one its own") {
  ThreadBudget budget(8);
  const ThreadBudget::Share all(budget, 0);
  CHECK(all.threads() == 8);
  CHECK(ThreadBudget::Share(budget, 0).threads() == 1);
}

TEST_CASE("tasks that begin together share the threads, and are not more than there are") {
  ThreadBudget budget(8);
  const ThreadBudget::Share first(budget, 2);
  const ThreadBudget::Share second(budget, 1);
  const ThreadBudget::Share third(budget, 0);
  CHECK(first.threads() == 2);
  CHECK(second.threads() == 3);
  CHECK(third.threads() == 3);
}

TEST_CASE("threads are free again when their task ends") {
  ThreadBudget budget(4);
  { const ThreadBudget::Share first(budget, 0); }
  CHECK(ThreadBudget::Share(budget, 0).threads() == 4);
}
