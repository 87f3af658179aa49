#include "speech/transcriber.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"

namespace clipbox::speech {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

constexpr int kTries = 3;
constexpr std::uint64_t kMaxAnswerBytes = 16 << 20;
constexpr std::size_t kMaxCauseBytes = 300;

std::string CallUrl(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url.ends_with("/transcriptions") ? url : url + "/audio/transcriptions";
}

// RFC 7578. The boundary is random, so it does not stand in the sound.
class Form {
 public:
  void Add(std::string_view name, std::string_view value) {
    Begin(name, "");
    body_.append(value).append("\r\n");
  }
  void AddWav(std::string_view name, std::string_view bytes) {
    Begin(name, "; filename=\"sound.wav\"\r\nContent-Type: audio/wav");
    body_.append(bytes).append("\r\n");
  }
  std::string Finish() { return std::move(body_.append("--").append(boundary_).append("--\r\n")); }
  const std::string& boundary() const { return boundary_; }

 private:
  void Begin(std::string_view name, std::string_view more) {
    body_.append("--")
        .append(boundary_)
        .append("\r\nContent-Disposition: form-data; name=\"")
        .append(name)
        .append("\"")
        .append(more)
        .append("\r\n\r\n");
  }

  const std::string boundary_ = "clipbox-" + base::RandomHex(16);
  std::string body_;
};

[[noreturn]] void Fail(const std::string& cause) {
  throw Error(ErrorCode::kSpeechFailed, "the speech endpoint (captions.asr_url) gave no captions: " + cause);
}

// Null for what is no JSON, or nested so deeply that reading it would cost the stack.
Json JsonOf(const std::string& body) {
  try {
    return base::ParseJson(body);
  } catch (const Error&) {
    return nullptr;
  }
}

// What it says of itself: `{"error": {"message": …}}`, or the first of the text.
std::string CauseOf(const net::HttpResponse& answer) {
  const Json json = JsonOf(answer.body);
  const Json error = json.is_object() ? json.value("error", Json()) : Json();
  const Json message = error.is_object() ? error.value("message", Json()) : error;
  const std::string said = message.is_string() ? message.get<std::string>() : answer.body;
  std::string plain = "it answered " + std::to_string(answer.status);
  if (!said.empty()) plain += ": " + base::PlainText(said, kMaxCauseBytes);
  if (answer.status == 401 || answer.status == 403) plain += " (see captions.asr_key)";
  if (answer.status == 404) plain += " (see captions.asr_url and captions.asr_model)";
  return plain;
}

// Throws: Error kCancelled where the stop came first.
void Wait(std::chrono::milliseconds delay, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop, delay, [] { return false; });
  if (stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the work was cancelled");
}

std::optional<Segment> SegmentOf(const Json& item) {
  if (!item.is_object()) return std::nullopt;
  const Json start = item.value("start", Json());
  const Json end = item.value("end", Json());
  const Json text = item.value("text", Json());
  if (!start.is_number() || !end.is_number() || !text.is_string()) return std::nullopt;
  return Segment{{start.get<double>(), end.get<double>()}, text.get<std::string>()};
}

Transcript Parse(const std::string& body) {
  if (body.starts_with("WEBVTT")) return {{}, body};
  const Json json = JsonOf(body);
  const Json segments = json.is_object() ? json.value("segments", Json()) : Json();
  if (!segments.is_array()) Fail("its answer has no segments with times; choose a model that gives verbose_json");
  Transcript transcript;
  for (const Json& item : segments) {
    const auto segment = SegmentOf(item);
    if (!segment) Fail("a segment of its answer has no start, end and text");
    transcript.segments.push_back(*segment);
  }
  return transcript;
}

}  // namespace

net::HttpResponse Transcriber::SendOnce(const std::string& body, const std::string& boundary,
                                        const std::stop_token& stop) const {
  net::HttpRequest request;
  request.url = CallUrl(endpoint_.url);
  request.reach = net::Reach::kConfigured;
  request.method = "POST";
  request.headers = {"Content-Type: multipart/form-data; boundary=" + boundary};
  if (!endpoint_.key.empty()) request.headers.push_back("Authorization: Bearer " + endpoint_.key);
  request.body = body;
  request.max_bytes = kMaxAnswerBytes;
  request.total_timeout = endpoint_.timeout;
  return http_.Send(request, stop);
}

Transcript Transcriber::Transcribe(std::string_view wav, std::stop_token stop) const {
  Form form;
  form.Add("model", endpoint_.model.empty() ? "whisper-1" : endpoint_.model);
  form.Add("response_format", "verbose_json");
  form.Add("timestamp_granularities[]", "segment");
  form.AddWav("file", wav);
  const std::string body = form.Finish();
  std::string cause;
  for (int tried = 0; tried < kTries; ++tried) {
    if (tried > 0) Wait(endpoint_.retry_delay * (1 << (tried - 1)), stop);
    try {
      const net::HttpResponse answer = SendOnce(body, form.boundary(), stop);
      if (answer.status == 200) return Parse(answer.body);
      cause = CauseOf(answer);
      if (!answer.MayPass()) break;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnreachable) throw;
      cause = error.what();
    }
  }
  Fail(cause);
}

}  // namespace clipbox::speech
