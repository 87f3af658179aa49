// Receipts: what an artifact was made of, how, with what, and that its rights were confirmed, signed with the
// installation's key. Made once, with the artifact, and kept as made; checked by `clipbox verify` without a server.
// Nothing in it says who: no names of people or of their files. Pure but for the clock that is handed in; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "crypto/ed25519.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "jobs/recipe.h"
#include "work/delivery/read_ranges.h"

namespace clipbox::work {

// What was read of the source for the artifact's span.
struct SourceRead {
  std::string etag;  // of the whole object; empty where the store does not say
  std::uint64_t size_bytes = 0;
  std::vector<ByteRange> ranges;
};

// How an artifact came about.
struct Making {
  const jobs::Recipe& recipe;  // as it was understood, with what its preset and the defaults say
  const SourceRead& read;
  std::vector<std::string> encoders;  // those that were used (media::EncodersOf)
};

// What this process is made of: `0.1.0 (commit …)`, and a line for each library.
struct Software {
  std::string clipbox;
  std::vector<std::string> libraries;
};

class Notary {
 public:
  Notary(const crypto::SigningKey& key, Software software) : key_(key), software_(std::move(software)) {}

  // The receipt's text: `{receipt, algorithm, publicKey, signature}`. Requires: the job has a source and confirmed
  // rights.
  std::string Certify(const jobs::Job& job, const jobs::Artifact& artifact, const Making& making,
                      base::Timestamp now) const;

 private:
  const crypto::SigningKey key_;
  const Software software_;
};

struct CheckedReceipt {
  base::Json statement;    // what was signed
  std::string public_key;  // base64
};

// Strict: what was not signed has no place in it. Throws: Error kInvalidJson, kInvalidField for what is no receipt,
// kSignatureMismatch where it was changed or signed by another key than it names.
CheckedReceipt CheckReceipt(std::string_view text);

// The bytes that are signed: UTF-8, no white space, members ascending by name, whole numbers without a fraction. So a
// receipt that was printed in another way is still the same.
std::string CanonicalJson(const base::Json& value);

}  // namespace clipbox::work
