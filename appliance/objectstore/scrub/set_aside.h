// Takes damaged objects out of the embedded store and loses no byte of them. Their files go to the quarantine with a
// description of what they were, then their rows go, so that nobody is given damaged bytes. Ended between the two, the
// next run ends it. Requires: no server runs on the directory. One thread.
#pragma once

#include <functional>

#include "base/json.h"
#include "objectstore/embedded/files/quarantine.h"
#include "objectstore/scrub/damage.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::objectstore {

class SetAside {
 public:
  // `view` outlives this. As a start of the store does it, brings back from the quarantine what rows name, and sets
  // aside what they do not. Throws: Error kInputOutput.
  explicit SetAside(EmbeddedView& view);

  // An object with all of its files; of an upload that is open only the damaged parts, which its client sends again.
  // `let_go` is called between files and rows: what names the object elsewhere is to forget it. Throws: Error
  // kInputOutput, kStorageFull, and then no row is gone; what `let_go` throws.
  void Take(const Holding& holding, const std::vector<Damage>& damages, const std::function<void()>& let_go);

  // Where its files lie then.
  std::filesystem::path FolderOf(const Holding& holding) const {
    return quarantine_.FolderOfDamaged(holding.upload_id);
  }

 private:
  EmbeddedView& view_;
  const Quarantine quarantine_;
};

// As it is written beside the files: name, head, and the files in their order with what is wrong with them.
base::Json DescribeDamaged(const Holding& holding, const std::vector<Damage>& damages);

}  // namespace clipbox::objectstore
