#include "speech/transcriber.h"

#include <vector>

#include "base/encoding.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "catch.h"
#include "standin_server.h"

using namespace clipbox;
using speech::Transcriber;
using test::StandinAnswer;
using test::StandinRequest;
using test::StandinServer;

namespace {

constexpr const char* kSegments =
    R"({"text": "Hello there", "segments": [{"id": 0, "start": 0.5, "end": 2, "text": " Hello"},
                                                                           {"id": 1, "start": 2, "end": 3.25, "text": " there"}]})";

// An endpoint that answers each call with the next of a script, the last one for ever.
struct Endpoint {
  explicit Endpoint(std::vector<StandinAnswer> script_in) : script(std::move(script_in)) {}

  StandinAnswer Next(const StandinRequest& request) {
    asked.push_back(request);
    return script[std::min(asked.size(), script.size()) - 1];
  }
  speech::Transcript Ask(const std::string& wav = "RIFF", std::stop_token stop = {}, const std::string& path = "/v1") {
    const Transcriber transcriber(client, {.url = server.Url(path),
                                           .key = "secret key",
                                           .model = "large",
                                           .timeout = std::chrono::seconds(5),
                                           .retry_delay = std::chrono::milliseconds(1)});
    return transcriber.Transcribe(wav, stop);
  }
  std::string Refusal() {
    try {
      Ask();
    } catch (const base::Error& error) {
      CHECK(error.code() == base::ErrorCode::kSpeechFailed);
      return error.what();
    }
    return "";
  }

  std::vector<StandinAnswer> script;
  std::vector<StandinRequest> asked;
  StandinServer server{[this](const StandinRequest& request) { return Next(request); }};
  net::HttpClient client;
};

bool Contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a piece of sound goes out as a form with model, format and key, and comes back as segments") {
  Endpoint endpoint(std::vector<StandinAnswer>{{.body = kSegments}});
  const std::string wav = std::string("RIFF\0\r\n--", 9) + std::string(100'000, 'x');
  const speech::Transcript transcript = endpoint.Ask(wav);
  REQUIRE(transcript.segments.size() == 2);
  CHECK(transcript.segments[0].start == 0.5);
  CHECK(transcript.segments[1].end == 3.25);
  CHECK(transcript.segments[1].text == " there");
  REQUIRE(endpoint.asked.size() == 1);
  const StandinRequest& asked = endpoint.asked[0];
  CHECK(asked.target == "/v1/audio/transcriptions");
  CHECK(asked.Header("Authorization") == "Bearer secret key");
  CHECK(asked.Header("Content-Type").starts_with("multipart/form-data; boundary="));
  const std::string boundary = asked.Header("Content-Type").substr(30);
  CHECK(Contains(asked.body, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nlarge\r\n"));
  CHECK(Contains(asked.body, "name=\"response_format\"\r\n\r\nverbose_json\r\n"));
  CHECK(
      Contains(asked.body, "name=\"file\"; filename=\"sound.wav\"\r\nContent-Type: audio/wav\r\n\r\n" + wav + "\r\n"));
  CHECK(asked.body.ends_with("--" + boundary + "--\r\n"));
}

TEST_CASE("the whole address of the call is taken as it is") {
  Endpoint endpoint(std::vector<StandinAnswer>{{.body = kSegments}});
  endpoint.Ask("RIFF", {}, "/asr/audio/transcriptions");
  CHECK(endpoint.asked.at(0).target == "/asr/audio/transcriptions");
}

TEST_CASE("an endpoint that answers with WebVTT is understood") {
  Endpoint endpoint({{.body = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"}});
  CHECK(endpoint.Ask().webvtt == endpoint.script[0].body);
}

TEST_CASE("what may pass is tried again, up to three times") {
  Endpoint passes({{.status = 503}, {.status = 429}, {.body = kSegments}});
  CHECK(passes.Ask().segments.size() == 2);
  Endpoint breaks({{.cut = true}, {.body = kSegments}});
  CHECK(breaks.Ask().segments.size() == 2);
  Endpoint stays({{.status = 500, .body = "out of GPUs"}});
  CHECK(Contains(stays.Refusal(), "it answered 500: out of GPUs"));
  CHECK(stays.asked.size() == 3);
}

TEST_CASE("what the endpoint refuses is told at once, in its words, and never with the key") {
  Endpoint endpoint({{.status = 401, .body = R"({"error": {"message": "Incorrect API key provided"}})"}});
  const std::string refusal = endpoint.Refusal();
  CHECK(Contains(refusal, "it answered 401: Incorrect API key provided (see captions.asr_key)"));
  CHECK_FALSE(Contains(refusal, "secret"));
  CHECK(endpoint.asked.size() == 1);
}

TEST_CASE("answers without times are refused by name, whatever they are") {
  for (const char* body : {"", "Hello there", R"({"text": "Hello there"})", "[]",
                           R"({"segments": [{"start": "0", "end": 1, "text": "x"}]})", "{"}) {
    CAPTURE(body);
    Endpoint endpoint(std::vector<StandinAnswer>{{.body = body}});
    CHECK_FALSE(endpoint.Refusal().empty());
    CHECK(endpoint.asked.size() == 1);
  }
}

TEST_CASE("a stop ends the call at once") {
  Endpoint endpoint(std::vector<StandinAnswer>{{.hang = true}});
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  CHECK_THROWS_AS(endpoint.Ask("RIFF", stop.get_token()), base::Error);
}

TEST_CASE("an answer that is nested without end is refused like any other that is no answer") {
  const std::string deep(200'000, '[');
  const std::string end(200'000, ']');
  for (const int status : {200, 400}) {
    Endpoint endpoint({{.status = status, .body = R"({"segments":)" + deep + end + R"(,"error":)" + deep + end + "}"}});
    CHECK(endpoint.Refusal().size() < 1000);
    CHECK(endpoint.asked.size() == 1);
  }
}

TEST_CASE("a long refusal is cut between two characters") {
  std::string letters;
  for (int i = 0; i < 400; ++i) letters += "\u00e4";
  for (const std::string lead : {"", "x"}) {
    Endpoint endpoint(std::vector<StandinAnswer>{{.status = 400, .body = lead + letters}});
    CHECK(base::IsUtf8(endpoint.Refusal()));
  }
}
