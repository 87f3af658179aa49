// A form as a browser sends it with a file in it (`multipart/form-data`: RFC 7578; HTML, "Multipart form data"): part
// by part, the bytes of each as they come. Used by the request's thread only; it borrows the reader.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/body_reader.h"

namespace clipbox::http {

// The boundary that a Content-Type names. Returns nullopt for any other type, and for a boundary that RFC 2046 does not
// allow.
std::optional<std::string> FormBoundary(std::string_view content_type);

class FormReader final : public BodyReader {
 public:
  FormReader(BodyReader& raw, const std::string& boundary) : raw_(raw), mark_("\r\n--" + boundary) {}

  struct Part {
    std::string name;       // as it was sent
    std::string file_name;  // empty for a plain field
    bool is_file = false;
  };
  // The next part. Returns nullopt behind the last. Requires: the one before was read to its end.
  // Throws: S3Error MalformedPOSTRequest; as BodyReader::Read.
  std::optional<Part> Next();

  // Bytes of the part; 0 at its end. Throws: as Next.
  std::size_t Read(std::span<std::byte> into) override;

 private:
  std::string_view waiting() const { return std::string_view(buffer_).substr(used_); }
  void Fill();
  std::string TakeLine();
  Part ReadHead();

  BodyReader& raw_;
  const std::string mark_;  // stands before every part and behind the last

  // The line break that belongs to the first mark is not sent.
  std::string buffer_ = "\r\n";
  std::size_t used_ = 0;
  bool in_part_ = true;  // so that the first mark is looked for
};

}  // namespace clipbox::http
