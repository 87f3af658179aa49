// The films that the tests upload, made on the spot, and what ffprobe, a second opinion, sees in the clips. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "media/sample/sample_film.h"

namespace clipbox::e2e {

// A small film of `seconds`, an MP4 of 320×180 at 30 frames a second with a key frame each second and a scene each
// three.
media::SampleFilm SmallFilm(double seconds);
// Long enough in the making that a test can do something meanwhile.
media::SampleFilm SlowFilm();

// Written to `folder`/film.mp4. Throws: Error.
std::filesystem::path WriteFilm(const std::filesystem::path& folder, const media::SampleFilm& film);

// Makes an MP4 larger by a box that players pass over: many parts for no encoding.
void Enlarge(const std::filesystem::path& film, std::uint64_t to_bytes);

std::string ReadBytes(const std::filesystem::path& file);
void WriteBytes(const std::filesystem::path& file, const std::string& bytes);

// Video frames that a decoder gives for the file after its edit list.
int CountFrames(const std::filesystem::path& file);
// Those of them whose time is in [start, end), counted from the first, in ticks of the stream's time base.
int CountFramesBetween(const std::filesystem::path& file, double start, double end);
// Seconds of the file's sound; 0 where it has none.
double SoundSeconds(const std::filesystem::path& file);

}  // namespace clipbox::e2e
