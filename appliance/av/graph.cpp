#include "av/graph.h"

#include <exception>

#include "av/error.h"
#include "av/log.h"
#include "base/error.h"

namespace clipbox::av {
namespace {

struct FreeParameters {
  void operator()(AVBufferSrcParameters* parameters) const { av_free(parameters); }
};
using Parameters = std::unique_ptr<AVBufferSrcParameters, FreeParameters>;

Parameters NewParameters(const AVFrame& sample, AVRational time_base) {
  Parameters parameters(CheckAllocated(av_buffersrc_parameters_alloc(), "av_buffersrc_parameters_alloc"));
  parameters->format = sample.format;
  parameters->time_base = time_base;
  return parameters;
}

AVFilterContext* NewSource(AVFilterGraph& graph, const char* filter, const char* name,
                           AVBufferSrcParameters& parameters) {
  AVFilterContext* source = avfilter_graph_alloc_filter(&graph, avfilter_get_by_name(filter), name);
  CheckAllocated(source, "avfilter_graph_alloc_filter");
  Check(av_buffersrc_parameters_set(source, &parameters), "av_buffersrc_parameters_set");
  Check(avfilter_init_str(source, nullptr), "avfilter_init_str");
  return source;
}

struct FreeEnds {
  void operator()(AVFilterInOut* ends) const { avfilter_inout_free(&ends); }
};
using Ends = std::unique_ptr<AVFilterInOut, FreeEnds>;

Ends NewEnd(const char* name, AVFilterContext* filter) {
  Ends end(CheckAllocated(avfilter_inout_alloc(), "avfilter_inout_alloc"));
  end->name = CheckAllocated(av_strdup(name), "av_strdup");
  end->filter_ctx = filter;
  end->pad_idx = 0;
  end->next = nullptr;
  return end;
}

}  // namespace

Graph::Graph() : graph_(CheckAllocated(avfilter_graph_alloc(), "avfilter_graph_alloc")) {
  QuietLibav();
  // The budget of threads belongs to codecs: filters here are cheap beside them.
  graph_->nb_threads = 1;
}

AVFilterContext* Graph::AddPictures(const char* name, const AVFrame& sample, AVRational time_base,
                                    AVRational frame_rate) {
  const Parameters parameters = NewParameters(sample, time_base);
  parameters->width = sample.width;
  parameters->height = sample.height;
  parameters->sample_aspect_ratio = sample.sample_aspect_ratio;
  parameters->frame_rate = frame_rate;
#if LIBAVFILTER_VERSION_INT >= AV_VERSION_INT(10, 0, 100)
  parameters->color_space = sample.colorspace;
  parameters->color_range = sample.color_range;
#endif
  return NewSource(*graph_, "buffer", name, *parameters);
}

Graph Graph::ForVideo(const AVFrame& sample, AVRational time_base, AVRational frame_rate,
                      const std::string& description) {
  Graph graph;
  graph.source_ = graph.AddPictures("in", sample, time_base, frame_rate);
  graph.shape_ = ShapeOf(sample);
  graph.Connect("buffersink", description);
  return graph;
}

Graph Graph::ForVideoWithStill(const AVFrame& sample, const AVFrame& still, AVRational time_base,
                               const std::string& description) {
  Graph graph;
  graph.source_ = graph.AddPictures("in", sample, time_base, {0, 1});
  graph.still_ = graph.AddPictures("still", still, time_base, {0, 1});
  graph.shape_ = ShapeOf(sample);
  graph.Connect("buffersink", description);
  Check(av_buffersrc_add_frame_flags(graph.still_, const_cast<AVFrame*>(&still), AV_BUFFERSRC_FLAG_KEEP_REF),
        "av_buffersrc_add_frame");
  Check(av_buffersrc_add_frame_flags(graph.still_, nullptr, 0), "av_buffersrc_add_frame");
  return graph;
}

Graph Graph::ForAudio(const AVFrame& sample, AVRational time_base, const std::string& description) {
  Graph graph;
  const Parameters parameters = NewParameters(sample, time_base);
  parameters->sample_rate = sample.sample_rate;
  Check(av_channel_layout_copy(&parameters->ch_layout, &sample.ch_layout), "av_channel_layout_copy");
  graph.source_ = NewSource(*graph.graph_, "abuffer", "in", *parameters);
  av_channel_layout_uninit(&parameters->ch_layout);
  graph.shape_ = ShapeOf(sample);
  graph.Connect("abuffersink", description);
  return graph;
}

void Graph::Connect(const char* sink_filter, const std::string& description) {
  Check(avfilter_graph_create_filter(&sink_, avfilter_get_by_name(sink_filter), "out", nullptr, nullptr, graph_.get()),
        "avfilter_graph_create_filter");
  // Seen from the description: its input is our source's output.
  AVFilterInOut* outputs = NewEnd("in", source_).release();
  if (still_ != nullptr) outputs->next = NewEnd("still", still_).release();
  AVFilterInOut* inputs = NewEnd("out", sink_).release();
  const int result = avfilter_graph_parse_ptr(graph_.get(), description.c_str(), &inputs, &outputs, nullptr);
  avfilter_inout_free(&inputs);
  avfilter_inout_free(&outputs);
  Check(result, "avfilter_graph_parse_ptr of " + description);
  Configure(description);
}

// The description fits what the file's head said: where it cannot be, the frames are of another shape than that.
void Graph::Configure(const std::string& description) try {
  Check(avfilter_graph_config(graph_.get(), nullptr), "avfilter_graph_config of " + description);
} catch (const base::Error& error) {
  if (error.code() == base::ErrorCode::kOutOfMemory) throw;
  std::throw_with_nested(
      base::Error(base::ErrorCode::kTruncated, "what this file holds is not what its head says; it may be damaged"));
}

Graph::Shape Graph::ShapeOf(const AVFrame& frame) {
  return {frame.format,      frame.width,     frame.height, frame.sample_rate, frame.ch_layout.nb_channels,
          frame.color_range, frame.colorspace};
}

bool Graph::Fits(const AVFrame& frame) const { return ShapeOf(frame) == shape_; }

void Graph::Push(const AVFrame* frame) {
  // KEEP_REF: the frame is only read, its reference stays the caller's. PUSH: the filters run now. Otherwise a graph
  // that is pulled only at the end (a GIF's palette) would hold every decoded picture. At 1,000 frames a second that is
  // 2.3 GB.
  constexpr int kFlags = AV_BUFFERSRC_FLAG_KEEP_REF | AV_BUFFERSRC_FLAG_PUSH;
  Check(av_buffersrc_add_frame_flags(source_, const_cast<AVFrame*>(frame), kFlags), "av_buffersrc_add_frame");
}

void Graph::PushEnd(std::int64_t time) {
  Check(av_buffersrc_close(source_, time, AV_BUFFERSRC_FLAG_PUSH), "av_buffersrc_close");
}

bool Graph::Pull(Frame& frame) {
  frame.Unref();
  const int result = av_buffersink_get_frame(sink_, frame.get());
  if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
  Check(result, "av_buffersink_get_frame");
  return true;
}

}  // namespace clipbox::av
