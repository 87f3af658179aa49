#include "http/s3/checksums.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using crypto::ChecksumKind;
using objectstore::ChecksumForm;
using objectstore::ObjectChecksum;

// Header fields that are no checksum though they are called so: what kind is asked for, or is to be told.
constexpr std::array<std::string_view, 3> kNoChecksums = {"x-amz-checksum-algorithm", "x-amz-checksum-mode",
                                                          "x-amz-checksum-type"};

// A URL is signed before there is a body: the SDK for JavaScript 3 (since 3.729) puts the checksum of an empty one into
// it. AWS takes any body then (aws/aws-sdk-js-v3#6994, localstack#12169, ministack#1695; the user guide has presigned
// URLs without checksums), SeaweedFS refuses it. Ours holds the body against any other value: that signer knew it.
bool IsOfNothing(const std::string& name, ChecksumKind kind, const std::string& value, const S3Request& request) {
  const auto& hoisted = request.from_query;
  return std::find(hoisted.begin(), hoisted.end(), name) != hoisted.end() && crypto::Checksum(kind).Finish() == value;
}

}  // namespace

std::string ChecksumHeader(ChecksumKind kind) {
  return std::string(kChecksumPrefix) + base::ToLower(crypto::NameOf(kind));
}

// A checksum that cannot be reckoned is refused: the sender would take the body for checked.
std::optional<ChecksumKind> KindOfHeader(const std::string& name) {
  if (!name.starts_with(kChecksumPrefix)) return std::nullopt;
  if (std::find(kNoChecksums.begin(), kNoChecksums.end(), name) != kNoChecksums.end()) return std::nullopt;
  if (const auto kind = crypto::FindChecksumKind(name.substr(kChecksumPrefix.size()))) return kind;
  throw S3Error(400, "InvalidRequest",
                "The checksum " + base::PlainLine(name, 100) + " is not one that this store knows.");
}

std::vector<SaidChecksum> SaidChecksums(const S3Request& request) {
  std::vector<SaidChecksum> said;
  for (const Header& header : request.http.headers.all()) {
    if (!request.SignedHeader(header.name)) continue;
    const std::string name = base::ToLower(header.name);
    const auto kind = KindOfHeader(name);
    if (kind && !IsOfNothing(name, *kind, header.value, request)) said.push_back({*kind, header.value});
  }
  return said;
}

const char* TypeName(bool is_composite) { return is_composite ? "COMPOSITE" : "FULL_OBJECT"; }

std::optional<ChecksumKind> AskedKind(const S3Request& request) {
  const auto name = request.SignedHeader("x-amz-checksum-algorithm");
  if (!name) return std::nullopt;
  if (const auto kind = crypto::FindChecksumKind(*name)) return kind;
  throw S3Error(400, "InvalidRequest",
                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
}

std::optional<bool> AskedType(const S3Request& request) {
  const auto name = request.SignedHeader("x-amz-checksum-type");
  if (!name) return std::nullopt;
  for (const bool is_composite : {true, false}) {
    if (*name == TypeName(is_composite)) return is_composite;
  }
  throw S3Error(400, "InvalidRequest", "Value for x-amz-checksum-type header is invalid.");
}

std::optional<ChecksumForm> AskedForm(const S3Request& request) {
  const auto kind = AskedKind(request);
  const auto is_composite = AskedType(request);
  if (!kind && is_composite)
    throw S3Error(400, "InvalidRequest",
                  "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
  return kind ? std::optional(MakeForm(*kind, is_composite)) : std::nullopt;
}

// A digest of the whole cannot be made of its parts', and of CRC64NVME the whole is all that S3 keeps.
ChecksumForm MakeForm(ChecksumKind kind, std::optional<bool> is_composite) {
  const bool may_be_composite = kind != ChecksumKind::kCrc64Nvme;
  const ChecksumForm form{kind, is_composite.value_or(may_be_composite)};
  if (form.is_composite ? may_be_composite : crypto::CrcFormOf(kind).has_value()) return form;
  throw S3Error(400, "InvalidRequest",
                std::string("The ") + TypeName(form.is_composite) + " checksum type cannot be used with the " +
                    base::ToLower(crypto::NameOf(kind)) + " checksum algorithm.");
}

void AddChecksum(const std::optional<ObjectChecksum>& checksum, bool with_type, Headers& headers) {
  if (!checksum) return;
  headers.Set(ChecksumHeader(checksum->form.kind), checksum->value);
  if (with_type) headers.Set("x-amz-checksum-type", TypeName(checksum->form.is_composite));
}

void AddChecksum(const std::optional<ObjectChecksum>& checksum, bool with_type, xml::Element& element) {
  if (!checksum) return;
  element.children.push_back({"Checksum" + std::string(crypto::NameOf(checksum->form.kind)), checksum->value});
  if (with_type) element.children.push_back({"ChecksumType", TypeName(checksum->form.is_composite)});
}

void AddForm(const std::optional<ChecksumForm>& form, xml::Element& element) {
  if (!form) return;
  element.children.push_back({"ChecksumAlgorithm", std::string(crypto::NameOf(form->kind))});
  element.children.push_back({"ChecksumType", TypeName(form->is_composite)});
}

}  // namespace clipbox::http
