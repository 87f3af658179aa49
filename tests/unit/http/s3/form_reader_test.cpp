#include "http/s3/form/form_reader.h"

#include "arriving_body.h"
#include "catch.h"
#include "http/s3/error.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

// `name(file)=bytes|…`, or what is thrown.
std::string Told(const std::string& form, std::size_t at_once = 7) {
  test::ArrivingBody raw(form, at_once);
  FormReader reader(raw, "B");
  std::string told;
  try {
    while (const auto part = reader.Next()) {
      told += part->name + (part->is_file ? "(" + part->file_name + ")" : "") + "=";
      std::array<std::byte, 5> block;
      while (const std::size_t got = reader.Read(block)) told.append(reinterpret_cast<const char*>(block.data()), got);
      told += "|";
    }
  } catch (const S3Error& error) {
    return error.code();
  }
  return told;
}

std::string PartOf(const std::string& parameters, const std::string& bytes, const std::string& more = "") {
  return "--B\r\nContent-Disposition: form-data; " + parameters + "\r\n" + more + "\r\n" + bytes + "\r\n";
}

}  // namespace

TEST_CASE("a form is read part by part, however it arrives") {
  const std::string form =
      PartOf("name=\"key\"", "a/b.mp4") + PartOf("name=\"empty\"", "") +
      PartOf("name=\"file\"; filename=\"x.mp4\"", "\r\n-\r\n--\r\n--A\r\n--", "Content-Type: video/mp4\r\n") +
      "--B--\r\n";
  const std::string told = "key=a/b.mp4|empty=|file(x.mp4)=\r\n-\r\n--\r\n--A\r\n--|";
  for (const std::size_t at_once : {1u, 2u, 3u, 10u, 100'000u}) CHECK(Told(form, at_once) == told);
  CHECK(Told("--B--") == "");
}

TEST_CASE("names are taken as browsers write them") {
  CHECK(Told(PartOf("name=key", "x") + "--B--") == "key=x|");
  CHECK(Told(PartOf("name=\"a;b=c\"; filename=\"d;e\"", "x") + "--B--") == "a;b=c(d;e)=x|");
  CHECK(Told(PartOf("filename=\"\"; NAME=\"file\"", "x") + "--B--") == "file()=x|");
  CHECK(Told(PartOf("name=\"a%22\\\"", "x") + "--B--") == "a%22\\=x|");
}

TEST_CASE("what is no form is refused") {
  for (const std::string& form :
       {std::string(), std::string("--A\r\n"), std::string("preamble\r\n--B--"), PartOf("name=\"a\"", "x"),
        PartOf("name=\"a\"", "x") + "--BB", PartOf("title=\"a\"", "x") + "--B--",
        std::string("--B\r\nX: 1\r\n\r\nx\r\n--B--"), std::string("--B\r\nno colon\r\n\r\nx\r\n--B--"),
        std::string("--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--"),
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nX: " + std::string(5000, 'x') + "\r\n\r\nx\r\n--B--",
        std::string("--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--")}) {
    INFO(form.substr(0, 60));
    CHECK(Told(form) == "MalformedPOSTRequest");
  }
}

TEST_CASE("a boundary is found in its type, and only in that") {
  CHECK(FormBoundary("multipart/form-data; boundary=abc") == "abc");
  CHECK(FormBoundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b:c\"") == "a b:c");
  for (const char* type : {"", "multipart/form-data", "multipart/mixed; boundary=abc",
                           "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\"b\"",
                           "multipart/form-data; boundary=a\\b", "multipart/form-data; boundary=\"a \""}) {
    INFO(type);
    const auto boundary = FormBoundary(type);
    CHECK((!boundary || boundary == "a"));
  }
  CHECK_FALSE(FormBoundary("multipart/form-data; boundary=" + std::string(71, 'x')));
}

}  // namespace clipbox::http
