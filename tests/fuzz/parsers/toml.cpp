// The settings file: taken whole, or refused with a sentence that names the file.
#include "base/error.h"
#include "config/load.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {
      "[server]\nlisten = \"127.0.0.1:8080\"\nmax_connections = 512\n[data]\ndir = \"/tmp/x\"\nkeep_free = \"1 GiB\"\n",
      "storage.kind = \"r2\"\nstorage.account_id = \"0123456789abcdef0123456789abcdef\"\nstorage.bucket = \"b\"\n"
      "storage.access_key_id = \"a\"\nstorage.secret_access_key = \"s\"\n",
      "[media]\nworkers = 4\nmax_duration = \"6 h\"\ndeadline = \"10 s\"\n[youtube]\nhosts = [\"youtu.be\"]\n",
      "[log]\nformat = 'json' # text\nlevel = \"info\"\n[limits]\nuser_bytes = 1_000\n",
      "server.listen = 1979-05-27\n"};
}

bool IsRefusal(const std::exception& error) {
  const auto* refusal = dynamic_cast<const base::Error*>(&error);
  return refusal != nullptr && refusal->code() == base::ErrorCode::kConfiguration;
}

void Try(std::string_view input) {
  const MemoryFile file(input);
  config::Sources sources;
  sources.file = file.path();
  sources.needs_data_directory = false;
  Expect(!config::Load(sources).listing.empty(), "every setting is listed");
}

}  // namespace clipbox::fuzz
