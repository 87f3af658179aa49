// A server with a job that is made, and the commands below `clipbox storage` on its data directory.
#pragma once

#include <fstream>

#include "catch.h"
#include "e2e/harness/api_client.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"
#include "file_text.h"
#include "run_program.h"

namespace clipbox::test {

class StorageWorld {
 public:
  // The job is READY: a clip, its poster, and that of the whole.
  StorageWorld() : film(e2e::WriteFilm(dir.path(), e2e::SmallFilm(4))), client(e2e::SetUp(server)) {
    job = e2e::NewUploadedJob(client, film, Recipe());
    e2e::WaitForStatus(client, job, "READY");
  }

  static base::Json Recipe() {
    base::Json recipe = e2e::ClipsRecipe({e2e::Clip(1, 2, "intro")});
    recipe["outputs"] = {"mp4", "poster"};
    return recipe;
  }

  // On the server's data directory.
  Outcome Storage(std::vector<std::string> arguments,
                  const std::map<std::string, std::string>& environment = {}) const {
    arguments.insert(arguments.begin(), "storage");
    arguments.insert(arguments.end(), {"--data-dir", server.data_dir().string()});
    return RunProgram(CLIPBOX_PROGRAM, std::move(arguments), environment);
  }

  base::Json ArtifactOf(const std::string& type) const {
    for (base::Json& artifact : client.Artifacts(job))
      if (artifact.at("type") == type) return artifact;
    return nullptr;
  }

  // The one file of the store with so many bytes, and what it says of itself behind them.
  std::filesystem::path FileOfSize(std::uint64_t bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(server.data_dir() / "objects"))
      if (entry.is_regular_file() && e2e::SizeOfBytes(entry.path()) == bytes) return entry.path();
    return {};
  }
  static void FlipBit(const std::filesystem::path& file) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(100);
    const int byte = stream.get();
    stream.seekp(100);
    stream.put(static_cast<char>(byte ^ 1));
  }

  TempDir dir;
  e2e::FakeYouTube youtube;
  e2e::Appliance server{{youtube.Setting()}};
  std::filesystem::path film;
  e2e::ApiClient client;
  std::string job;
};

}  // namespace clipbox::test
