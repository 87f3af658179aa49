// Parameter sets of H.264: what was read is written as one `avcC`, and read again it has the same sets.
#include "media/cut/avc/avc_parameters.h"

#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string& film) {
  return {FindBox(film, "avcC"),
          std::string("\0\0\0\1\x67\x42\xC0\x1E\xD9\x00\xA0\x47\xFE\xC8\0\0\0\1\x68\xCE\x3C\x80", 22),
          std::string("\x01\x64\x00\x1F\xFF\xE1\x00\x04\x67\x64\x00\x1F\x01\x00\x02\x68\xEE", 17)};
}

bool IsRefusal(const std::exception&) { return false; }

void Try(std::string_view input) {
  const media::Bytes bytes(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  for (const int length : {1, 2, 4}) media::SplitByLengths(bytes, length);
  for (const media::Bytes unit : media::SplitAtStartCodes(bytes)) {
    media::ReadSequence(unit);
    media::ReadPicture(unit);
  }
  const auto parameters = media::ReadAvcParameters(bytes);
  if (!parameters || parameters->sequences.size() > 31 || parameters->pictures.size() > 255) return;
  media::FindFreeId(*parameters);
  const auto again = media::ReadAvcParameters(media::WriteAvcC(*parameters));
  Expect(again && again->sequences == parameters->sequences && again->pictures == parameters->pictures,
         "avcC that was written has the same sets");
}

}  // namespace clipbox::fuzz
