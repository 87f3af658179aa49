#include "av/graph.h"

#include "base/error.h"
#include "catch.h"

using namespace clipbox;

TEST_CASE("a pushed picture is worked on at once, not kept at full size until somebody pulls") {
  av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, 320, 180);
  picture->pts = 0;
  av::Graph graph = av::Graph::ForVideo(*picture, {1, 25}, {0, 1}, "scale=32:18,format=yuv420p");
  graph.Push(picture.get());
  CHECK(av_buffer_get_ref_count(picture->buf[0]) == 1);
  av::Frame small;
  REQUIRE(graph.Pull(small));
  CHECK(small->width == 32);
  CHECK_FALSE(graph.Pull(small));
}

TEST_CASE("a graph says whether a frame is of the shape that it was made for") {
  const av::Frame one = av::NewPicture(AV_PIX_FMT_YUV420P, 64, 36);
  const av::Frame other = av::NewPicture(AV_PIX_FMT_YUV420P, 64, 64);
  const av::Graph graph = av::Graph::ForVideo(*one, {1, 25}, {0, 1}, "null");
  CHECK(graph.Fits(*one));
  CHECK_FALSE(graph.Fits(*other));
}

TEST_CASE("a description that libavfilter does not know is an error that names it") {
  const av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, 64, 36);
  try {
    av::Graph::ForVideo(*picture, {1, 25}, {0, 1}, "no_such_filter");
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(std::string(error.what()).find("no_such_filter") != std::string::npos);
  }
}
