// Writes the film that the browser's test uploads: make_test_film FILE
#include <exception>
#include <iostream>

#include "e2e/harness/film.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_test_film FILE.mp4\n";
    return 2;
  }
  try {
    clipbox::media::MakeSampleFilm(argv[1], clipbox::e2e::SmallFilm(6));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "make_test_film: " << error.what() << "\n";
    return 1;
  }
}
