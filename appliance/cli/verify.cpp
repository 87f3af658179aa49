// `clipbox verify`: whether a file is the one that a receipt names, and whose key signed that. Needs no server and no
// network.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "crypto/sha256.h"
#include "work/delivery/receipt.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

constexpr std::size_t kMaxReceiptBytes = 4 << 20;

struct VerifyOptions {
  std::string file;
  std::string receipt;
  std::string key;
  bool json = false;
};

std::string ReadReceipt(const std::filesystem::path& path) {
  auto text = base::ReadFile(path, kMaxReceiptBytes);
  if (!text) throw Error(ErrorCode::kInputOutput, "cannot read the receipt " + path.string() + ": is the path right?");
  if (text->size() <= kMaxReceiptBytes) return *std::move(text);
  throw Error(ErrorCode::kInvalidField, "this is not a receipt of clipbox: it is too large");
}

void CheckFile(const std::filesystem::path& file, const Json& artifact) {
  const std::string sha256 = crypto::Sha256HexOfFile(file);
  if (artifact.value("sha256", "") == sha256) return;
  throw Error(ErrorCode::kDigestMismatch, file.string() + " is not the file of this receipt: its SHA-256 is " + sha256 +
                                              ", the receipt's " + artifact.value("sha256", "missing"));
}

void CheckKey(const std::string& wanted, const std::string& public_key) {
  if (wanted.empty() || wanted == public_key) return;
  throw Error(ErrorCode::kSignatureMismatch, "the receipt was signed with another key: " + public_key);
}

// `clip "intro", 0:10 to 0:25`
std::string Describe(const Json& artifact) {
  std::string text = artifact.value("type", "artifact");
  if (artifact.value("label", Json()).is_string()) text += " \"" + artifact.at("label").get<std::string>() + "\"";
  const Json start = artifact.value("start", Json());
  const Json end = artifact.value("end", Json());
  if (!start.is_number() || !end.is_number()) return text;
  return text + ", " + base::PositionText(start.get<double>()) + " to " + base::PositionText(end.get<double>());
}

void PrintText(const VerifyOptions& options, const work::CheckedReceipt& checked) {
  const Json& statement = checked.statement;
  const auto text = [&](const char* part, const char* field) {
    const Json value = statement.value(part, Json::object()).value(field, Json());
    return value.is_string() ? value.get<std::string>() : base::DumpJson(value);
  };
  std::cout << "intact: " << options.file << " is the " << Describe(statement.at("artifact")) << ", "
            << text("artifact", "sizeBytes") << " bytes\n"
            << "signed: " << statement.value("issuedAt", "") << " with the key " << checked.public_key << "\n"
            << "        ("
            << (options.key.empty() ? "compare it with receiptKey of the installation's /api/v1/system, or give --key"
                                    : "the one you gave")
            << ")\n"
            << "source: " << text("source", "key") << ", " << text("source", "sizeBytes") << " bytes, ETag "
            << text("source", "etag") << "; " << text("read", "bytes") << " bytes of it were read\n"
            << "made:   " << text("artifact", "method") << ", by clipbox " << text("software", "clipbox") << "\n"
            << "rights: confirmed " << text("rights", "confirmedAt") << ", text version "
            << text("rights", "textVersion") << "\n";
}

int Run(const VerifyOptions& options) try {
  const work::CheckedReceipt checked = work::CheckReceipt(ReadReceipt(options.receipt));
  CheckKey(options.key, checked.public_key);
  CheckFile(options.file, checked.statement.at("artifact"));
  if (options.json) {
    std::cout << base::DumpJson({{"valid", true}, {"publicKey", checked.public_key}, {"receipt", checked.statement}})
              << "\n";
  } else {
    PrintText(options, checked);
  }
  return kExitDone;
} catch (const Error& error) {
  if (!options.json) throw;
  std::cout << base::DumpJson({{"valid", false},
                               {"error", {{"code", base::ToText(error.code())}, {"message", base::Explain(error)}}}})
            << "\n";
  return kExitFailed;
}

}  // namespace

void RegisterVerify(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App& command = AddCommand(app, invocation, "verify",
                                 "whether a file is the one that a receipt names, and who signed that; offline",
                                 [options] { return Run(*options); });
  command.add_option("file", options->file, "the artifact")->required();
  command.add_option("receipt", options->receipt, "its receipt, a JSON file")->required();
  command.add_option("--key", options->key,
                     "the public key that must have signed it, base64 (receiptKey of /api/v1/system)");
  command.add_flag("--json", options->json, "as one JSON object");
}

}  // namespace clipbox::cli
