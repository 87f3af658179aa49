// Speech to text by an endpoint that the operator names, in the form that OpenAI's API gave the name to (POST
// …/audio/transcriptions, multipart). Knows nothing of films: takes a piece of sound, gives what was said when.
// Thread-safe; the HttpClient must outlive it.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_range.h"
#include "net/http_client.h"

namespace clipbox::speech {

struct Endpoint {
  std::string url;    // of the call, or of the API above it (`https://api.openai.com/v1`); empty: there is none
  std::string key;    // sent as a bearer token; empty: none
  std::string model;  // empty: `whisper-1`
  std::chrono::milliseconds timeout{300'000};    // of one piece
  std::chrono::milliseconds retry_delay{2'000};  // before the second try, doubling
};

struct Segment : base::TimeRange {  // within the piece
  std::string text;
};

// What was said in a piece: timed segments, or a WebVTT text where the endpoint answers with that.
struct Transcript {
  std::vector<Segment> segments;
  std::string webvtt;
};

class Transcriber {
 public:
  // What the endpoints take at most.
  static constexpr std::size_t kMaxBytes = 25'000'000;

  Transcriber(net::HttpClient& http, Endpoint endpoint) : http_(http), endpoint_(std::move(endpoint)) {}

  bool configured() const { return !endpoint_.url.empty(); }
  const std::string& model() const { return endpoint_.model; }

  // A WAV file's bytes. Tries up to three times where it may help (429, 5xx, no connection).
  // Requires: configured, less than kMaxBytes. Throws: Error kSpeechFailed, which names what the endpoint said;
  // kCancelled.
  Transcript Transcribe(std::string_view wav, std::stop_token stop) const;

 private:
  net::HttpResponse SendOnce(const std::string& body, const std::string& boundary, const std::stop_token& stop) const;

  net::HttpClient& http_;
  const Endpoint endpoint_;
};

}  // namespace clipbox::speech
