#include "work/delivery/receipt.h"

#include "base/encoding.h"
#include "base/error.h"
#include "catch.h"
#include "crypto/sha256.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using base::Json;
using test::WorkFixture;

namespace {

struct Made {
  jobs::Job job;
  std::vector<std::pair<jobs::Artifact, Json>> artifacts;  // with the receipt of each
};

Made MadeOf(WorkFixture& world, const std::string& recipe) {
  Made made{world.Uploaded(world.Film(), recipe), {}};
  world.RunAll();
  for (const auto& artifact : world.ArtifactsOf(made.job)) {
    made.artifacts.emplace_back(
        artifact, base::ParseJson(world.store.artifacts.FindReceipt(made.job.user_id, artifact.id).value()));
  }
  REQUIRE_FALSE(made.artifacts.empty());
  return made;
}

base::ErrorCode CodeOf(const std::string& text) {
  try {
    work::CheckReceipt(text);
  } catch (const base::Error& error) {
    return error.code();
  }
  return base::ErrorCode::kInternal;
}

std::string SignedText() {
  WorkFixture world;
  return MadeOf(world, R"({"clips": [{"start": 0, "end": 0.5}], "outputs": ["poster"]})").artifacts[0].second.dump();
}

}  // namespace

TEST_CASE(
    "every artifact has a receipt that names its bytes, its source, what was read of it, recipe, rights and software") {
  WorkFixture world;
  const Made made = MadeOf(
      world, R"({"clips": [{"start": 0.5, "end": 1.5, "label": "one"}], "outputs": ["mp4", "poster", "storyboard"]})");
  CHECK(made.artifacts.size() == 5);
  for (const auto& [artifact, receipt] : made.artifacts) {
    const work::CheckedReceipt checked = work::CheckReceipt(receipt.dump());
    const Json& statement = checked.statement;
    CHECK(statement["artifact"]["sha256"] == artifact.sha256);
    CHECK(statement["artifact"]["sizeBytes"] == artifact.size_bytes);
    CHECK(statement["artifact"]["method"] == jobs::ToText(artifact.method));
    CHECK(statement["source"]["key"] == *made.job.source_key);
    CHECK(statement["source"]["sizeBytes"] == std::filesystem::file_size(world.Film()));
    CHECK(statement["source"]["etag"] == world.objects.Head(*made.job.source_key)->etag);
    CHECK(statement["read"]["ranges"][0]["offset"] == 0);
    CHECK(statement["read"]["bytes"] <= std::filesystem::file_size(world.Film()));
    CHECK(statement["recipe"] == base::ParseJson(made.job.recipe.given));
    CHECK(statement["rights"]["confirmedAt"] == base::ToIso8601(*made.job.rights_confirmed_at));
    CHECK(statement["rights"]["textVersion"] == "1");
    CHECK(statement["software"]["clipbox"] == "1 (commit abc)");
  }
  const Json& clip = made.artifacts[0].second["receipt"];
  CHECK(clip["software"]["encoders"][0].get<std::string>().starts_with("libx264 (x264 core "));
}

TEST_CASE("a receipt names the encoders that made something of the artifact, and no others") {
  WorkFixture world;
  const auto encoders = [&](const std::filesystem::path& film, const std::string& recipe) {
    const jobs::Job job = world.Uploaded(film, recipe);
    world.RunAll();
    const auto receipt = world.store.artifacts.FindReceipt(job.user_id, world.ArtifactsOf(job).at(0).id);
    std::vector<std::string> names;
    const Json parsed = base::ParseJson(receipt.value());
    for (const Json& text : parsed["receipt"]["software"]["encoders"]) {
      names.push_back(text.get<std::string>().substr(0, text.get<std::string>().find(' ')));
    }
    return names;
  };
  using Names = std::vector<std::string>;
  const std::string clip = R"({"clips": [{"start": 0.5, "end": 1.5}], "outputs": ["mp4"], "mp4": )";
  CHECK(encoders(world.Film(), clip + R"({"cut": "exact", "loudness": -16}})") == Names{"libx264", "aac"});
  CHECK(encoders(world.Film(), clip + R"({"cut": "keyframe"}})") == Names{});
  // The sample film's sound is AAC, which stays as it is.
  CHECK(encoders(world.Film(), clip + R"({"cut": "smart"}})") == Names{"libx264"});
  CHECK(encoders(world.Film(), R"({"clips": [{"start": 0, "end": 1.5}], "outputs": ["mp4"]})") == Names{});
  CHECK(encoders(world.Film(), R"({"clips": [], "outputs": ["audio"]})") == Names{});
  CHECK(encoders(world.Film(), R"({"clips": [], "outputs": ["audio"], "audio": {"format": "mp3"}})") ==
        Names{"libmp3lame"});
  media::SampleFilm silent;
  silent.seconds = 2;
  silent.audio = false;
  media::MakeSampleFilm(world.dir / "silent.mp4", silent);
  CHECK(encoders(world.dir / "silent.mp4", clip + R"({"cut": "exact"}})") == Names{"libx264"});
}

TEST_CASE("a receipt says all that the recipe came to, also what a preset and the defaults said") {
  WorkFixture world;
  const Made made = MadeOf(
      world, R"({"clips": [{"start": 0, "end": 0.5, "label": "one"}], "preset": "archive", "outputs": ["mp4"]})");
  const Json& statement = made.artifacts[0].second["receipt"];
  CHECK(statement["recipe"]["preset"] == "archive");
  const Json& settings = statement["settings"];
  CHECK_FALSE(settings.contains("preset"));
  CHECK(settings["clips"] == Json::parse(R"([{"start": 0, "end": 0.5, "label": "one", "focus": null}])"));
  CHECK(
      settings["mp4"] ==
      Json::parse(R"({"cut": "smart", "height": null, "aspect": "source", "fit": "crop", "focus": {"x": 0.5, "y": 0.5},
                                          "loudness": null, "maxBytes": null, "crf": 18})"));
  CHECK(settings["gif"]["fps"] == 12);
}

TEST_CASE("a receipt says nothing of who made it or what their file is called") {
  WorkFixture world;
  const Made made = MadeOf(world, R"({"clips": [{"start": 0, "end": 0.5}], "outputs": ["mp4"]})");
  const std::string text = made.artifacts[0].second.dump();
  CHECK(text.find(made.job.user_id.value) == std::string::npos);
  CHECK(text.find("ada") == std::string::npos);
  CHECK(text.find("film.mp4") == std::string::npos);
}

TEST_CASE("a receipt stays as it was signed when the job is processed again with another recipe") {
  WorkFixture world;
  const Made made = MadeOf(world, R"({"clips": [{"start": 0, "end": 0.5}], "outputs": ["mp4"]})");
  world.store.processing.Process(
      made.job.user_id, made.job.id,
      world.RecipeOf(R"({"clips": [{"start": 0, "end": 0.5}], "outputs": ["mp4", "poster"]})"));
  world.RunAll();
  const auto again = world.store.artifacts.FindReceipt(made.job.user_id, made.artifacts[0].first.id);
  REQUIRE(again);
  CHECK(base::ParseJson(*again) == made.artifacts[0].second);
}

TEST_CASE("a receipt goes with its artifact, and is nobody else's") {
  WorkFixture world;
  const Made made = MadeOf(world, R"({"clips": [{"start": 0, "end": 0.5}], "outputs": ["mp4"]})");
  const jobs::ArtifactId id = made.artifacts[0].first.id;
  CHECK_FALSE(world.store.artifacts.FindReceipt(jobs::UserId{"another"}, id));
  world.store.artifacts.Delete(made.job.user_id, id);
  CHECK_FALSE(world.store.artifacts.FindReceipt(made.job.user_id, id));
}

TEST_CASE("a receipt that was printed in another way still holds, one with any value changed does not") {
  const std::string text = SignedText();
  const Json receipt = base::ParseJson(text);
  CHECK_NOTHROW(work::CheckReceipt(receipt.dump(4)));
  Json with_fraction = receipt;
  with_fraction["receipt"]["artifact"]["sizeBytes"] = receipt["receipt"]["artifact"]["sizeBytes"].get<double>();
  CHECK_NOTHROW(work::CheckReceipt(with_fraction.dump()));
  for (const char* pointer :
       {"/receipt/artifact/sha256", "/receipt/source/etag", "/receipt/rights/textVersion", "/receipt/issuedAt"}) {
    Json changed = receipt;
    changed[Json::json_pointer(pointer)] = "changed";
    CHECK(CodeOf(changed.dump()) == base::ErrorCode::kSignatureMismatch);
  }
  Json other_key = receipt;
  other_key["publicKey"] = "AAAA" + receipt["publicKey"].get<std::string>().substr(4);
  CHECK(CodeOf(other_key.dump()) == base::ErrorCode::kSignatureMismatch);
}

TEST_CASE(
    "a receipt holds in the one form that was signed: nothing beside it, no other algorithm, no other spelling of its "
    "bytes") {
  const Json receipt = base::ParseJson(SignedText());
  Json added = receipt;
  added["note"] = "made by hand";
  CHECK(CodeOf(added.dump()) == base::ErrorCode::kInvalidField);
  for (const Json& algorithm : {Json("none"), Json("ed25519"), Json()}) {
    Json other = receipt;
    other["algorithm"] = algorithm;
    CHECK(CodeOf(other.dump()) == base::ErrorCode::kInvalidField);
  }
  Json without = receipt;
  without.erase("algorithm");
  CHECK(CodeOf(without.dump()) == base::ErrorCode::kInvalidField);
  for (const char* field : {"publicKey", "signature"}) {
    // 32 and 64 bytes: the last digit before the padding has bits that count for nothing.
    Json other = receipt;
    std::string text = receipt[field];
    char& digit = text[text.find('=') - 1];
    digit = static_cast<char>(digit + 1);
    REQUIRE(base::FromBase64(text) == base::FromBase64(receipt[field].get<std::string>()));
    other[field] = text;
    CHECK(CodeOf(other.dump()) == base::ErrorCode::kInvalidField);
  }
}

TEST_CASE("a receipt that is no JSON is told to be the receipt") {
  try {
    work::CheckReceipt("{");
    FAIL("was taken");
  } catch (const base::Error& error) {
    CHECK(std::string(error.what()).starts_with("The receipt is not valid JSON"));
  }
}

TEST_CASE("what is no receipt is refused by name") {
  CHECK(CodeOf("{}") == base::ErrorCode::kInvalidField);
  CHECK(CodeOf("[]") == base::ErrorCode::kInvalidField);
  CHECK(CodeOf(R"({"receipt": {"kind": "invoice", "artifact": {}}})") == base::ErrorCode::kInvalidField);
  CHECK(CodeOf("no JSON") == base::ErrorCode::kInvalidJson);
  Json without = base::ParseJson(SignedText());
  without.erase("signature");
  CHECK(CodeOf(without.dump()) == base::ErrorCode::kInvalidField);
}

TEST_CASE("ranges that touch or overlap are told as one, in the file's order") {
  class Zeros final : public base::ByteSource {
   public:
    std::uint64_t size() const override { return 100; }
    std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
      return std::min<std::size_t>(into.size(), 100 - offset);
    }
    std::string name() const override { return "zeros"; }
  };
  Zeros zeros;
  work::RecordedSource source(zeros);
  std::array<std::byte, 10> into{};
  for (const std::uint64_t offset : {50, 0, 10, 55, 30, 95, 25}) source.ReadAt(offset, into);
  CHECK(source.Ranges() == std::vector<work::ByteRange>{{0, 20}, {25, 15}, {50, 15}, {95, 5}});
}
