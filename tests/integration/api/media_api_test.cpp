// What the API says of media: captions put beside a file, suggestions, presets, receipts.
#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

constexpr const char* kSubRip = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";

class MediaWorld : public ApiWorld {
 public:
  Answer PutCaptions(const std::string& job, const std::string& text, const std::string& query = "?language=en",
                     const std::string& token = "") {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1" + job + "/captions" + query;
    request.reach = net::Reach::kAnywhere;
    request.method = "PUT";
    request.headers = {"Authorization: Bearer " + (token.empty() ? ann : token)};
    request.body = text;
    Answer answer;
    answer.http = client.Send(request, {});
    answer.status = answer.http.status;
    if (!answer.http.body.empty()) answer.json = Json::parse(answer.http.body);
    return answer;
  }

  // What is no JSON.
  net::HttpResponse Text(const std::string& path) {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1" + path;
    request.reach = net::Reach::kAnywhere;
    request.headers = {"Authorization: Bearer " + ann};
    return client.Send(request, {});
  }
};

}  // namespace

TEST_CASE_METHOD(MediaWorld, "captions are put for a language, in any status, and put again replace the earlier ones") {
  for (const std::string& job : {Ready(), Uploaded(), MetaReady()}) {
    CHECK(PutCaptions(job, kSubRip).status == 204);
    CHECK(PutCaptions(job, "WEBVTT\n\n00:01.000 --> 00:02.000\nagain\n").status == 204);
    const auto kept = store.captions.FindLatest(IdOf(job));
    REQUIRE(kept);
    CHECK(kept->language == "en");
    CHECK(kept->text.find("again") != std::string::npos);
  }
}

TEST_CASE_METHOD(MediaWorld, "captions that nothing could be made of are refused by name") {
  const std::string job = MetaReady();
  CHECK(PutCaptions(job, "").code() == "empty_file");
  CHECK(PutCaptions(job, "Once upon a time").code() == "invalid_field");
  CHECK(PutCaptions(job, "1\n00:00:01,000 --> 00:00:02,000\nK\xE4se\n").code() == "invalid_field");
  CHECK(PutCaptions(job, std::string((2 << 20) + 1, 'x')).code() == "body_too_large");
  for (const char* language :
       {"?language=", "?language=e", "?language=en_US", "?language=en-", "?language=1a", "?language=en--US"}) {
    CAPTURE(language);
    const Answer answer = PutCaptions(job, kSubRip, language);
    CHECK(answer.code() == "invalid_field");
    CHECK(answer.pointer() == "/language");
  }
  CHECK_FALSE(store.captions.FindLatest(IdOf(job)));
  CHECK(PutCaptions(job, kSubRip, "").status == 204);
  CHECK(store.captions.FindLatest(IdOf(job))->language == "und");
  CHECK(PutCaptions(job, kSubRip, "?language=pt-BR").status == 204);
}

TEST_CASE_METHOD(MediaWorld, "captions may have 2 MiB") {
  std::string text;
  while (text.size() < (2 << 20) - 100) text += std::string(kSubRip) + "\n";
  CHECK(PutCaptions(MetaReady(), text).status == 204);
}

TEST_CASE_METHOD(MediaWorld, "captions are read back as the clips will have them, as WebVTT or as SubRip") {
  const std::string job = MetaReady();
  CHECK(PutCaptions(job,
                    "\xEF\xBB\xBF"
                    "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Hello</i> {\\an8}\r\n")
            .status == 204);
  const net::HttpResponse vtt = Text(job + "/captions?language=en");
  CHECK(vtt.Header("content-type") == "text/vtt; charset=utf-8");
  CHECK(vtt.Header("cache-control") == "no-store");
  CHECK(vtt.body == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n");
  const net::HttpResponse srt = Text(job + "/captions?language=en&format=srt");
  CHECK(srt.Header("content-type") == "application/x-subrip; charset=utf-8");
  CHECK(srt.body == kSubRip);
  CHECK(Get(job + "/captions?language=de").code() == "not_found");
  CHECK(Get(job + "/captions?language=").pointer() == "/language");
  CHECK(Get(job + "/captions?language=en&format=ass").pointer() == "/format");
  CHECK(Call(bob, "GET", job + "/captions?language=en").status == 404);
}

TEST_CASE_METHOD(MediaWorld, "the captions of a job are listed, the ones that are used first, and deleted") {
  const std::string job = MetaReady();
  CHECK(Get(job + "/captions").json ==
        Json{{"items", Json::array()}, {"nextCursor", nullptr}, {"embedded", nullptr}, {"speech", false}});
  PutCaptions(job, kSubRip, "?language=en");
  const std::string at = base::ToIso8601(clock.Now());
  clock.Advance(std::chrono::seconds(1));
  PutCaptions(job, kSubRip, "?language=de");
  const Json items = Get(job + "/captions").json.at("items");
  REQUIRE(items.size() == 2);
  CHECK((items[0].at("language") == "de" && items[0].at("used") == true));
  CHECK(items[1] ==
        Json{{"language", "en"}, {"sizeBytes", std::string(kSubRip).size()}, {"putAt", at}, {"used", false}});
  CHECK(Call(bob, "DELETE", job + "/captions?language=de").status == 404);
  CHECK(Delete(job + "/captions?language=de").status == 204);
  CHECK(Delete(job + "/captions?language=de").code() == "not_found");
  CHECK(store.captions.FindLatest(IdOf(job))->language == "en");
  CHECK(Call(bob, "GET", job + "/captions").status == 404);
}

TEST_CASE_METHOD(MediaWorld, "whether the file carries captions itself is told once it was looked at") {
  CHECK(Get(Uploaded() + "/captions").json.at("embedded") == true);
}

TEST_CASE_METHOD(MediaWorld, "suggestions are there once there is a file") {
  CHECK(Get(MetaReady() + "/suggestions").code() == "source_missing");
  const Answer found = Get(Uploaded() + "/suggestions");
  CHECK(found.json == Json{{"chapters", {{{"start", 0.0}, {"end", 12.5}, {"title", "One"}}}},
                           {"scenes", {12.5}},
                           {"silences", {{{"start", 1.0}, {"end", 2.0}}}},
                           {"loud", {{{"start", 3.0}, {"end", 4.0}}}},
                           {"keyFrames", {0.0, 2.5}}});
}

TEST_CASE_METHOD(MediaWorld, "the presets are listed with their recipes, and each is one that can be asked for") {
  const Json items = Get("/presets").json.at("items");
  std::vector<std::string> names;
  for (const Json& item : items) names.push_back(item.at("name"));
  CHECK(names.size() == 5);
  for (const char* name : {"web", "vertical", "docs-gif", "chat-10mb", "archive"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
}

TEST_CASE_METHOD(MediaWorld,
                 "a receipt is given out as it was signed; an artifact from before there were any has none") {
  const std::string job = Uploaded();
  store.queue.FinishAnalysis(Claim(job), {{}, "{}", {"{}"}, {}});
  jobs::Artifact clip = StoredClip(job);
  clip.receipt = R"({"receipt": {"kind":"clipbox-receipt"},  "signature": "AAAA"})";
  store.queue.FinishSpan(Claim(job), {{clip}, {}, 1});
  const std::string id = Get(job + "/artifacts").json.at("items")[0].at("id");
  const Answer receipt = Get("/artifacts/" + id + "/receipt");
  CHECK(receipt.status == 200);
  CHECK(receipt.http.Header("content-type") == "application/json");
  CHECK(receipt.http.body == clip.receipt);
  const std::string old = Get(Ready() + "/artifacts").json.at("items")[0].at("id");
  CHECK(Get("/artifacts/" + old + "/receipt").code() == "not_found");
}
