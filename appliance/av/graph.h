// A filter graph with one input and one output: frames in, frames out; a second picture may be given to it once. The
// description is libavfilter's own language. A graph is for frames of one shape: Fits tells whether a frame is like
// those it was made for. Move-only; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "av/frame.h"

namespace clipbox::av {

class Graph {
 public:
  // For pictures like `sample` with times in `time_base`. `frame_rate` may be {0, 1} where it varies.
  // Throws: Error kInternal for a description that libavfilter refuses.
  static Graph ForVideo(const AVFrame& sample, AVRational time_base, AVRational frame_rate,
                        const std::string& description);
  // The same, with a second picture that the filters know as [still]; the description names its ends: [in], [still] and
  // [out].
  static Graph ForVideoWithStill(const AVFrame& sample, const AVFrame& still, AVRational time_base,
                                 const std::string& description);
  static Graph ForAudio(const AVFrame& sample, AVRational time_base, const std::string& description);

  bool Fits(const AVFrame& frame) const;

  // Null: the end. The frame stays the caller's.
  void Push(const AVFrame* frame);
  // The end, where it matters how long the last frame is shown: up to `time`, in ticks of the input.
  void PushEnd(std::int64_t time);
  // False: push more (or, after the end, that was all). Times are in output_time_base().
  bool Pull(Frame& frame);

  AVRational output_time_base() const { return av_buffersink_get_time_base(sink_); }

 private:
  struct Free {
    void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
  };
  struct Shape {
    int format = -1;
    int width = 0;
    int height = 0;
    int sample_rate = 0;
    int channels = 0;
    int color_range = 0;
    int color_space = 0;
    bool operator==(const Shape&) const = default;
  };

  Graph();
  static Shape ShapeOf(const AVFrame& frame);
  AVFilterContext* AddPictures(const char* name, const AVFrame& sample, AVRational time_base, AVRational frame_rate);
  void Connect(const char* sink_filter, const std::string& description);
  void Configure(const std::string& description);

  std::unique_ptr<AVFilterGraph, Free> graph_;
  AVFilterContext* source_ = nullptr;  // owned by graph_
  AVFilterContext* still_ = nullptr;   // owned by graph_; null: there is one input
  AVFilterContext* sink_ = nullptr;    // owned by graph_
  Shape shape_;
};

}  // namespace clipbox::av
