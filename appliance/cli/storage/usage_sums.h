// What the objects of a store add up to, by job, by kind and without one, for `clipbox storage usage`. Main thread
// only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "cli/storage/owners.h"
#include "objectstore/object_store.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::cli {

class UsageSums {
 public:
  using Amount = objectstore::Amount;

  struct OfJob {
    std::string id;
    std::string title;
    Amount all;
    std::map<std::string, Amount> kinds;
  };

  // `owners` outlives this.
  explicit UsageSums(const Owners& owners) : owners_(owners) {}

  // Objects below the product's prefix, a page at a time.
  void Add(const std::vector<objectstore::ListedObject>& objects);
  // The parts of an upload that is open, below the prefix.
  void AddUpload(const std::string& key, const Amount& parts);
  // Everything else, by what it is called in JSON: `quarantine`, `incoming`, `outsidePrefix`.
  void AddOther(const std::string& name, const Amount& amount);
  // Another client's bucket.
  void AddBucket(const std::string& bucket, const Amount& amount);

  // Largest first; at most `most` jobs where that is not 0.
  base::Json ToJson(std::size_t most) const;
  std::string ToText(std::size_t most) const;

 private:
  void AddOwned(const std::optional<store::KeyOwner>& owner, const Amount& amount);
  std::vector<OfJob> Largest(std::size_t most) const;

  const Owners& owners_;
  std::map<std::string, OfJob> jobs_;     // by id
  std::map<std::string, Amount> kinds_;   // of what a row names
  Amount orphans_;                        // what no row names
  std::map<std::string, Amount> others_;  // by name
  std::map<std::string, Amount> buckets_;
  Amount total_;
};

}  // namespace clipbox::cli
