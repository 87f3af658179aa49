// The store as a program that can be killed. Opens the store in a directory, does the seeded operations of a script on
// it, and prints a line after each that was acknowledged. With 0 operations it only opens the store, which repairs it.
// Arguments: DIRECTORY SEED OPERATIONS.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "fault/harness/embedded_under_test.h"
#include "fault/harness/script.h"

int main(int count, char** arguments) {
  using namespace clipbox::fault;
  if (count != 4) return 2;
  try {
    EmbeddedUnderTest store(arguments[1]);
    for (const Operation& operation : Script(static_cast<unsigned>(std::atoi(arguments[2])), std::atoi(arguments[3]))) {
      store.Do(operation);
      if (::write(STDOUT_FILENO, "done\n", 5) != 5) return 1;
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "store_script: %s\n", error.what());
    return 1;
  }
}
