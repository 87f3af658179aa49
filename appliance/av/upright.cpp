#include "av/upright.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "av/error.h"

namespace clipbox::av {
namespace {

constexpr std::size_t kMatrixBytes = 9 * sizeof(std::int32_t);
using Matrix = std::array<std::int32_t, 9>;

// Side data moved from the stream to its parameters in FFmpeg 6.1.
bool FindMatrix(const AVStream& stream, Matrix& matrix) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVPacketSideData* found = av_packet_side_data_get(
      stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  if (found == nullptr || found->size < kMatrixBytes) return false;
  std::memcpy(matrix.data(), found->data, kMatrixBytes);
#else
  std::size_t size = 0;
  const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (data == nullptr || size < kMatrixBytes) return false;
  std::memcpy(matrix.data(), data, kMatrixBytes);
#endif
  return true;
}

void PutMatrix(AVStream& stream, const Matrix& matrix) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  AVPacketSideData* added =
      av_packet_side_data_new(&stream.codecpar->coded_side_data, &stream.codecpar->nb_coded_side_data,
                              AV_PKT_DATA_DISPLAYMATRIX, kMatrixBytes, 0);
  std::memcpy(CheckAllocated(added, "av_packet_side_data_new")->data, matrix.data(), kMatrixBytes);
#else
  std::uint8_t* added = av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, kMatrixBytes);
  std::memcpy(CheckAllocated(added, "av_stream_new_side_data"), matrix.data(), kMatrixBytes);
#endif
}

int ClockwiseOf(const Matrix& matrix) {
  const double counterclockwise = av_display_rotation_get(matrix.data());
  if (std::isnan(counterclockwise)) return 0;
  const int quarters = static_cast<int>(std::lround(-counterclockwise / 90));
  return ((quarters % 4) + 4) % 4 * 90;
}

}  // namespace

int RotationOf(const AVStream& stream) {
  Matrix matrix{};
  return FindMatrix(stream, matrix) ? ClockwiseOf(matrix) : 0;
}

std::string UprightFilter(const AVStream& stream) {
  Matrix matrix{};
  if (!FindMatrix(stream, matrix)) return "";
  // A negative determinant means mirrored; each pair below is (mirrored, turned only).
  switch (ClockwiseOf(matrix)) {
    case 90: return matrix[3] > 0 ? "transpose=cclock_flip" : "transpose=clock";
    case 180: {
      std::string filters = matrix[0] < 0 ? "hflip" : "";
      if (matrix[4] < 0) filters += filters.empty() ? "vflip" : ",vflip";
      return filters;
    }
    case 270: return matrix[3] < 0 ? "transpose=clock_flip" : "transpose=cclock";
    default: return matrix[4] < 0 ? "vflip" : "";
  }
}

void SetRotation(AVStream& stream, int degrees) {
  Matrix matrix{};
  av_display_rotation_set(matrix.data(), degrees);
  PutMatrix(stream, matrix);
}

void CopyRotation(const AVStream& from, AVStream& to) {
  Matrix matrix{};
  Matrix already{};
  if (FindMatrix(from, matrix) && !FindMatrix(to, already)) PutMatrix(to, matrix);
}

}  // namespace clipbox::av
