// `clipbox verify` as a program: exit codes, words, JSON.
#include <fstream>

#include "base/encoding.h"
#include "base/json.h"
#include "catch.h"
#include "crypto/ed25519.h"
#include "crypto/sha256.h"
#include "run_program.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Json;

namespace {

const char* const kSeed = "0000000000000000000000000000000000000000000000000000000000000001";

struct Signed {
  Signed() {
    std::ofstream(dir / "clip.mp4") << "bytes of a clip";
    Write(Statement());
  }

  static Json Statement() {
    return {{"kind", "clipbox-receipt"},
            {"version", 1},
            {"issuedAt", "2026-01-02T03:04:05.678Z"},
            {"artifact",
             {{"type", "clip"},
              {"label", "intro"},
              {"start", 10},
              {"end", 25.5},
              {"sizeBytes", 15},
              {"method", "smart"},
              {"sha256", crypto::Sha256Hex("bytes of a clip")}}},
            {"source", {{"key", "clipbox/sources/J/U.mp4"}, {"sizeBytes", 1000}, {"etag", "abc"}}},
            {"read", {{"bytes", 500}}},
            {"rights", {{"confirmedAt", "2026-01-01T00:00:00.000Z"}, {"textVersion", "1"}}},
            {"software", {{"clipbox", "1 (commit abc)"}}}};
  }

  // The statement has whole numbers only, so its plain form is the canonical one.
  void Write(const Json& statement, const std::optional<Json>& shown = {}) {
    const crypto::SigningKey key(kSeed);
    std::ofstream(dir / "receipt.json") << Json{{"receipt", shown.value_or(statement)},
                                                {"algorithm", "Ed25519"},
                                                {"publicKey", base::ToBase64(key.public_key())},
                                                {"signature", base::ToBase64(key.Sign(statement.dump()))}}
                                               .dump(2);
  }

  test::Outcome Verify(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"verify", (dir / "clip.mp4").string(), (dir / "receipt.json").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::RunProgram(CLIPBOX_PROGRAM, arguments);
  }

  test::TempDir dir;
  const std::string public_key = base::ToBase64(crypto::SigningKey(kSeed).public_key());
};

bool Contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a file that is the one of its receipt is told with whose key signed it, and the exit code is 0") {
  const Signed world;
  const test::Outcome outcome = world.Verify();
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(Contains(outcome.out, "clip \"intro\", 0:10 to 0:25.5, 15 bytes"));
  CHECK(Contains(outcome.out, "with the key " + world.public_key));
  CHECK(Contains(outcome.out, "rights: confirmed 2026-01-01T00:00:00.000Z, text version 1"));
  const Json json = base::ParseJson(world.Verify({"--json"}).out);
  CHECK(json["valid"] == true);
  CHECK(json["publicKey"] == world.public_key);
  CHECK(json["receipt"] == Signed::Statement());
  CHECK(world.Verify({"--key", world.public_key}).exit_code == 0);
}

TEST_CASE("another file, a changed receipt, another key and what is no receipt are exit code 1 with the reason") {
  Signed world;
  CHECK(world.Verify({"--key", "AAAA"}).exit_code == 1);
  std::ofstream(world.dir / "clip.mp4") << "bytes of another";
  const test::Outcome other_file = world.Verify();
  CHECK(other_file.exit_code == 1);
  CHECK(other_file.out.empty());
  CHECK(Contains(other_file.err, "is not the file of this receipt"));
  const Json json = base::ParseJson(world.Verify({"--json"}).out);
  CHECK(json["valid"] == false);
  CHECK(json["error"]["code"] == "digest_mismatch");

  Json changed = Signed::Statement();
  changed["rights"]["textVersion"] = "2";
  world.Write(Signed::Statement(), changed);
  CHECK(Contains(world.Verify().err, "it was changed after it was signed"));
  std::ofstream(world.dir / "receipt.json") << "{}";
  CHECK(Contains(world.Verify().err, "this is not a receipt of clipbox"));
  std::filesystem::remove(world.dir / "receipt.json");
  CHECK(Contains(world.Verify().err, "cannot read the receipt"));
}

TEST_CASE("verify without its two files is wrong usage") {
  CHECK(test::RunProgram(CLIPBOX_PROGRAM, {"verify"}).exit_code == 2);
}
