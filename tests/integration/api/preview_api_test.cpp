// Pictures, rows of pictures and the shape of sound, as the API gives them of an uploaded film.
#include "file_text.h"
#include "integration/api/api_world.h"
#include "media/sample/sample_film.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

class PreviewWorld : public ApiWorld {
 public:
  std::string WithFilm(media::SampleFilm film = {}) {
    film.seconds = 2;
    film.width = 160;
    film.height = 90;
    media::MakeSampleFilm(dir / "film.mp4", film);
    return UploadedBytes(test::ReadText(dir / "film.mp4"));
  }

  // An answer that may be a picture.
  net::HttpResponse Look(const std::string& path, const std::string& token) {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1" + path;
    request.reach = net::Reach::kAnywhere;
    request.headers = {"Authorization: Bearer " + token};
    return client.Send(request, {});
  }
  net::HttpResponse Look(const std::string& path) { return Look(path, ann); }
  std::string CodeOf(const std::string& path) { return Json::parse(Look(path).body).at("code"); }
  std::string PointerOf(const std::string& path) { return Json::parse(Look(path).body).at("pointer"); }
};

}  // namespace

TEST_CASE_METHOD(PreviewWorld, "a frame is a JPEG with its own time and its neighbours' in its headers") {
  const std::string job = WithFilm();
  const net::HttpResponse frame = Look(job + "/frame?t=1");
  CHECK(frame.status == 200);
  CHECK(frame.Header("content-type") == "image/jpeg");
  CHECK(frame.body.starts_with("\xFF\xD8\xFF"));
  CHECK(std::stod(frame.Header("x-frame-time")) == 1);
  CHECK(std::stod(frame.Header("x-previous-frame")) == Approx(29 / 30.0));
  CHECK(std::stod(frame.Header("x-next-frame")) == Approx(31 / 30.0));
  CHECK(Look(job + "/frame?t=0").Header("x-previous-frame").empty());
  CHECK(Look(job + "/frame?t=1.98").Header("x-next-frame").empty());
}

TEST_CASE_METHOD(PreviewWorld, "what names the source's version may be kept for ever, what does not may not") {
  const std::string job = WithFilm();
  CHECK(Look(job + "/frame?t=1").Header("cache-control") == "no-store");
  for (const std::string& path : {job + "/frame?t=1&v=abc", job + "/strip?start=0&end=1&v=abc"})
    CHECK(Look(path).Header("cache-control") == "private, max-age=31536000, immutable");
}

TEST_CASE_METHOD(PreviewWorld, "a strip says what each of its pictures shows") {
  const std::string job = WithFilm();
  const net::HttpResponse strip = Look(job + "/strip?start=0.5&end=1.5&count=4&height=48");
  CHECK(strip.status == 200);
  CHECK(strip.body.starts_with("\xFF\xD8\xFF"));
  CHECK(strip.Header("x-times").starts_with("0.5,0."));
  CHECK(test::Has(strip.Header("x-times"), ",1.0,"));
}

TEST_CASE_METHOD(PreviewWorld, "peaks are as many as asked for, also of a range that reaches past the end") {
  const std::string job = WithFilm();
  for (const char* range : {"start=0&end=2", "start=1&end=1.01", "start=1&end=9999"}) {
    CAPTURE(range);
    const Answer peaks = Get(job + "/peaks?" + range + "&points=17");
    CHECK(peaks.json.at("min").size() == 17);
    CHECK(peaks.json.at("max").size() == 17);
  }
}

TEST_CASE_METHOD(PreviewWorld, "what cannot be looked at is refused by name, and a stranger sees nothing") {
  const std::string job = WithFilm();
  for (const char* call : {"/frame?t=0", "/strip?start=0&end=1", "/peaks?start=0&end=1"}) {
    CAPTURE(call);
    const std::string path = call;
    CHECK(Look(job + path, bob).status == 404);
    CHECK(CodeOf(MetaReady() + path) == "source_missing");
    CHECK(CodeOf(UploadedBytes("These are notes and no film.\n") + path) == "not_a_video");
  }
  CHECK(CodeOf(job + "/frame?t=2") == "clip_outside_source");
  CHECK(CodeOf(job + "/strip?start=2&end=3") == "clip_outside_source");
  CHECK(CodeOf(job + "/peaks?start=2&end=3") == "clip_outside_source");
  media::SampleFilm mute;
  mute.audio = false;
  CHECK(CodeOf(WithFilm(mute) + "/peaks?start=0&end=1") == "no_audio");
}

TEST_CASE_METHOD(PreviewWorld, "a wrong number is refused with its name") {
  const std::string job = WithFilm();
  CHECK(PointerOf(job + "/frame") == "/t");
  CHECK(PointerOf(job + "/frame?t=-1") == "/t");
  CHECK(PointerOf(job + "/frame?t=1e3") == "/t");
  CHECK(PointerOf(job + "/frame?t=1&height=89") == "/height");
  CHECK(PointerOf(job + "/frame?t=1&height=1081") == "/height");
  CHECK(PointerOf(job + "/strip?end=1") == "/start");
  CHECK(PointerOf(job + "/strip?start=1&end=1") == "/end");
  CHECK(PointerOf(job + "/strip?start=0&end=1&count=61") == "/count");
  CHECK(PointerOf(job + "/peaks?start=0&end=1&points=0") == "/points");
}

TEST_CASE_METHOD(PreviewWorld, "a file that would be refused is refused by its ends before it is uploaded") {
  const std::string film = [&] {
    media::SampleFilm small;
    small.seconds = 1;
    media::MakeSampleFilm(dir / "small.mp4", small);
    return test::ReadText(dir / "small.mp4");
  }();
  const std::string text(4'000, 'x');
  const auto look = [&](const std::string& job, const std::string& query, const std::string& body) {
    net::HttpRequest request;
    request.method = "POST";
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1" + job + "/upload/look" + query;
    request.reach = net::Reach::kAnywhere;
    request.headers = {"Authorization: Bearer " + ann, "Content-Type: application/octet-stream"};
    request.body = body;
    const net::HttpResponse answer = client.Send(request, {});
    return answer.status == 204 ? std::string("fine") : Json::parse(answer.body).at("code").get<std::string>();
  };
  const std::string whole = "?sizeBytes=" + std::to_string(film.size()) + "&headBytes=" + std::to_string(film.size());
  const std::string job = MetaReady();
  CHECK(look(job, whole, film) == "rights_required");
  Post(job + "/rights", Json{{"confirmed", true}});
  CHECK(look(job, whole, film) == "fine");
  CHECK(look(job, "?sizeBytes=99000000&headBytes=2000", text) == "fine");  // nobody knows
  CHECK(look(job, "?sizeBytes=99000000&headBytes=1179648", std::string(1'900'000, 'x')) == "not_a_video");
  CHECK(look(job, "?sizeBytes=99000000&headBytes=2000", film.substr(0, 4'000)) == "fine");
  CHECK(look(job, "?sizeBytes=3999&headBytes=2000", text) == "invalid_field");
  CHECK(look(job, "?sizeBytes=4000&headBytes=4001", text) == "invalid_field");
  CHECK(look(job, "?sizeBytes=4000", text) == "invalid_field");
  CHECK(look(job, "?sizeBytes=99000000&headBytes=0", std::string((2 << 20) + 1, 'x')) == "body_too_large");
  CHECK(Get(job).at("status") == "META_READY");
}
