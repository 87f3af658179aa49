// The ETag of an object that was sent in parts: the MD5 of their MD5s, and how many they are. Pure. Source: "Checking
// object integrity" of the S3 user guide.
#pragma once

#include <string>

#include "base/encoding.h"
#include "crypto/md5.h"

namespace clipbox::objectstore {

// Of parts in their order, each with its `etag`, which is its MD5 in hex; another counts as one of no digits.
template <class Parts>
std::string MultipartEtag(const Parts& parts) {
  crypto::Md5 md5;
  for (const auto& part : parts) md5.Update(base::FromHex(part.etag).value_or(""));
  return base::ToHex(md5.Finish()) + "-" + std::to_string(parts.size());
}

}  // namespace clipbox::objectstore
