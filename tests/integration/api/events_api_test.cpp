#include "integration/api/api_world.h"
#include "unit/http/raw_client.h"

using namespace clipbox;
using test::ApiWorld;
using test::Json;
using test::RawClient;

namespace {

struct Message {
  std::string event;
  std::string id;
  Json data;
};

// An event stream as a browser reads it.
class Stream {
 public:
  Stream(ApiWorld& world, const std::string& path, const std::string& token, const std::string& more = "")
      : client_(world.port) {
    client_.Send("GET /api/v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n" +
                 more + "\r\n");
    head = client_.ReadUntil("\r\n\r\n");
  }

  // The next message of that kind; others are passed over.
  Message Next(const std::string& event) {
    for (;;) {
      const std::string text = client_.ReadUntil("\n\n");
      const Message message{Field(text, "event: "), Field(text, "id: "), Json()};
      if (message.event == event) return {message.event, message.id, Json::parse(Field(text, "data: "))};
    }
  }

  std::string head;

 private:
  static std::string Field(const std::string& text, const std::string& name) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) return "";
    const std::size_t start = at + name.size();
    return text.substr(start, text.find('\n', start) - start);
  }

  RawClient client_;
};

}  // namespace

TEST_CASE_METHOD(ApiWorld, "a job's stream begins with the whole job and then tells each change and timeline row") {
  const std::string job = MetaReady();
  Stream stream(*this, job + "/events", ann);
  CHECK(stream.head.find("text/event-stream") != std::string::npos);
  CHECK(stream.head.find("X-Accel-Buffering: no") != std::string::npos);
  const Message first = stream.Next("job");
  CHECK(first.data == Get(job).json);
  CHECK(first.id == std::to_string(store.timeline.LastId()));
  Post(job + "/rights", Json{{"confirmed", true}});
  const Message row = stream.Next("timeline");
  CHECK(row.data.at("event") == "rights_confirmed");
  CHECK(row.id == std::to_string(row.data.at("id").get<std::int64_t>()));
}

TEST_CASE_METHOD(ApiWorld, "a stream that was cut goes on after the last row that the client saw") {
  const std::string job = MetaReady();
  const auto seen = Get(job + "/timeline").json.at("items")[0].at("id").get<std::int64_t>();
  Stream stream(*this, job + "/events", ann, "Last-Event-ID: " + std::to_string(seen) + "\r\n");
  CHECK(stream.Next("timeline").data.at("event") == "metadata_fetched");
  CHECK(stream.Next("timeline").data.at("event") == "status_changed");
  CHECK(stream.Next("job").data.at("status") == "META_READY");
}

TEST_CASE_METHOD(ApiWorld, "the stream of all jobs tells of one's own jobs only, and of deletions") {
  const std::string job = MetaReady();
  Stream stream(*this, "/events", ann);
  CHECK(stream.Next("job").data.at("id") == IdOf(job).value);
  const std::string bobs =
      "/jobs/" + Call(bob, "POST", "/jobs", Json{{"url", "https://youtu.be/aaaaaaaaaaa"}}).at("id");
  const std::string other = MetaReady();
  CHECK(stream.Next("timeline").data.at("actor") == "user:" + ann_id.value);
  Call(bob, "DELETE", bobs);
  Delete(other);
  CHECK(stream.Next("deleted").data == Json{{"id", IdOf(other).value}});
}

TEST_CASE_METHOD(ApiWorld, "an artifact is told as it is written, and as it is named") {
  const std::string job = Uploaded();
  const store::ClaimedTask task = Claim(job);
  Stream stream(*this, job + "/events", ann);
  stream.Next("job");
  store.queue.AddArtifact(task.claim, StoredClip(job));
  const Json written = stream.Next("artifact").data;
  CHECK(written == Get(job + "/artifacts").json.at("items")[0]);
  Patch("/artifacts/" + written.at("id").get<std::string>(), {{"label", "The best bit"}});
  CHECK(stream.Next("artifact").data.at("label") == "The best bit");
}

TEST_CASE_METHOD(ApiWorld, "streams over the cap are 503 too_many_streams, and another user's job is 404") {
  const std::string job = MetaReady();
  CHECK(Call(bob, "GET", job + "/events").status == 404);
  Stream one(*this, job + "/events", ann);
  Stream two(*this, "/events", ann);
  const test::Answer refused = Get("/events");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "too_many_streams");
}
