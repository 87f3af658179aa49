// Which object: its key within its bucket. The product's own bucket has no name here (storage.bucket names it for
// clients), so that a key alone names an object of the product. A value.
#pragma once

#include <string>
#include <utility>

namespace clipbox::objectstore {

struct ObjectName {
  ObjectName(std::string own_key) : key(std::move(own_key)) {}
  ObjectName(const char* own_key) : key(own_key) {}
  ObjectName(std::string bucket_in, std::string key_in) : bucket(std::move(bucket_in)), key(std::move(key_in)) {}

  std::string bucket;  // empty: the product's own
  std::string key;
};

}  // namespace clipbox::objectstore
