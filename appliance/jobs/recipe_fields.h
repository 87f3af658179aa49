// The fields of a recipe, one row each; a field's default is its member's. Parsing, printing, the schema of the API,
// the keys of artifacts and the page's form take from here what they know of a field. Constant.
#pragma once

#include "jobs/field.h"
#include "jobs/recipe.h"

namespace clipbox::jobs {

inline constexpr int kMaxClips = 200;
using base::kMaxSeconds;
inline constexpr double kMinSeconds = 0.001;
inline constexpr double kMaxBytes = 1e15;

template <>
inline constexpr auto kWords<Output> = WordsUpTo<Output::kCaptions>("mp4", "gif", "webp", "poster", "storyboard",
                                                                    "waveform", "audio", "captions");
template <>
inline constexpr auto kWords<Cut> = WordsUpTo<Cut::kKeyframe>("smart", "exact", "keyframe");
template <>
inline constexpr auto kWords<AutoFrom> = WordsUpTo<AutoFrom::kEven>("chapters", "scenes", "even");
template <>
inline constexpr auto kWords<Aspect> = WordsUpTo<Aspect::kWide>("source", "9:16", "1:1", "16:9");
template <>
inline constexpr auto kWords<Fit> = WordsUpTo<Fit::kBlur>("crop", "pad", "blur");
template <>
inline constexpr auto kWords<SoundFile> = WordsUpTo<SoundFile::kMp3>("m4a", "opus", "mp3");
template <>
inline constexpr auto kWords<CaptionsFrom> = WordsUpTo<CaptionsFrom::kSpeech>("sidecar", "embedded", "speech");
template <>
inline constexpr auto kWords<CaptionsPosition> = WordsUpTo<CaptionsPosition::kTop>("bottom", "top");

template <>
inline constexpr std::tuple kFields<Focus> = {
    Field("x", &Focus::x, Within{0, 1}),
    Field("y", &Focus::y, Within{0, 1}),
};

template <>
inline constexpr std::tuple kFields<RecipeClip> = {
    Field("start", &RecipeClip::start, Within{0, kMaxSeconds}, {.needed = true}),
    Field("end", &RecipeClip::end, Within{0, kMaxSeconds}, {.needed = true}),
    Field("label", &RecipeClip::label, AtMost{200}),
    Field("focus", &RecipeClip::focus),
};

template <>
inline constexpr std::tuple kFields<AutoClips> = {
    Field("from", &AutoClips::from, {}, {.left_out = true}),
    Field("count", &AutoClips::count, Within{1, kMaxClips}),
    Field("maxSeconds", &AutoClips::max_seconds, Within{kMinSeconds, kMaxSeconds}),
};

template <>
inline constexpr std::tuple kFields<Mp4Settings> = {
    Field("cut", &Mp4Settings::cut),
    Field("height", &Mp4Settings::height, Within{16, 4320}),
    Field("aspect", &Mp4Settings::aspect),
    Field("fit", &Mp4Settings::fit),
    Field("focus", &Mp4Settings::focus, {}, {.key_list = true}),
    Field("loudness", &Mp4Settings::loudness, Within{-70, 0}),
    Field("maxBytes", &Mp4Settings::max_bytes, Within{1, kMaxBytes}),
    // 0 is lossless, which the High profile that every player takes does not have.
    Field("crf", &Mp4Settings::crf, Within{1, 51}),
};

template <>
inline constexpr std::tuple kFields<GifSettings> = {
    Field("width", &GifSettings::width, Within{16, 1920}),
    Field("fps", &GifSettings::fps, Within{1, 50}),
    Field("maxSeconds", &GifSettings::max_seconds, Within{kMinSeconds, 60}),
    Field("maxBytes", &GifSettings::max_bytes, Within{1, kMaxBytes}),
};

template <>
inline constexpr std::tuple kFields<WebpSettings> = {
    Field("width", &WebpSettings::width, Within{16, 1920}),
    Field("fps", &WebpSettings::fps, Within{1, 50}),
    Field("maxSeconds", &WebpSettings::max_seconds, Within{kMinSeconds, 60}),
};

template <>
inline constexpr std::tuple kFields<StoryboardSettings> = {
    Field("everySeconds", &StoryboardSettings::every_seconds, Within{0.1, 86'400}, {.key = "every"}),
    Field("tileWidth", &StoryboardSettings::tile_width, Within{16, 640}, {.key = "tile"}),
    Field("columns", &StoryboardSettings::columns, Within{1, 100}),
};

template <>
inline constexpr std::tuple kFields<AudioSettings> = {
    Field("format", &AudioSettings::format),
};

template <>
inline constexpr std::tuple kFields<CaptionsStyle> = {
    Field("size", &CaptionsStyle::size, Within{0.1, 10}),
    Field("position", &CaptionsStyle::position),
    Field("color", &CaptionsStyle::rgb, HexColor{}),
};

template <>
inline constexpr std::tuple kFields<CaptionsSettings> = {
    Field("from", &CaptionsSettings::from),
    Field("burn", &CaptionsSettings::burn, {}, {.opens_key = true}),
    Field("style", &CaptionsSettings::style, {}, {.key_list = true}),
};

// And `preset`, which is no setting but lies beneath them (jobs/presets.h).
template <>
inline constexpr std::tuple kFields<Recipe> = {
    Field("clips", &Recipe::clips, AtMost{kMaxClips}, {.left_out = true}),
    Field("auto", &Recipe::automatic),
    Field("outputs", &Recipe::outputs, AtMost{100}),
    Field("mp4", &Recipe::mp4, {}, {.settings_of = {ArtifactType::kClip}}),
    Field("gif", &Recipe::gif, {}, {.settings_of = {ArtifactType::kGif}}),
    Field("webp", &Recipe::webp, {}, {.settings_of = {ArtifactType::kWebp}}),
    Field("storyboard", &Recipe::storyboard, {},
          {.settings_of = {ArtifactType::kStoryboard, ArtifactType::kStoryboardVtt}}),
    Field("audio", &Recipe::audio, {}, {.settings_of = {ArtifactType::kAudio}}),
    Field("captions", &Recipe::captions, {}, {.key_of = {ArtifactType::kClip}, .key = "burned", .key_list = true}),
};

}  // namespace clipbox::jobs
