// A bucket by S3, or what lies under a prefix in it, as a place.
#pragma once

#include "base/clock.h"
#include "objectstore/s3/calls.h"
#include "objectstore/transfer/place.h"

namespace clipbox::objectstore {

class S3Place final : public Place {
 public:
  // `prefix`: before each key, empty or ending with '/'. No I/O. `clock` outlives this. Throws: Error kConfiguration.
  S3Place(const S3Options& options, std::string prefix, const base::Clock& clock);

  // One listing. Throws: Error kStoreUnavailable, by its details why.
  void Check();

  std::string Name() const override;
  ListPage<ListedObject> List(const std::string& prefix, const std::string& from) override;
  std::optional<CarriedObject> Find(const std::string& key) override;
  PartLayout LayoutOf(const CarriedObject& object) override;
  std::unique_ptr<base::ByteSource> Open(const CarriedObject& object) override;
  bool Holds(const CarriedObject& object) override;
  // S3 takes no parts below 5 MiB, R2 none that are not of one size. An object of such parts is sent in others, and so
  // is one that is too large for one request. Then its ETag here is another, and metadata tells the one that it had.
  void Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) override;
  void DropUnfinished(const CarriedObject& object) override;
  void Remove(const std::string& key) override;

  // Begins an upload here with these parts, or goes on with one of this key; its id. The parts' bytes lie one behind
  // the other in `bytes`. Throws: as Keep.
  std::string KeepUpload(const std::string& key, const ObjectHead& head, const std::vector<base::UploadPart>& parts,
                         base::ByteSource& bytes);

 private:
  std::vector<std::uint64_t> SizesOfParts(const CarriedObject& object, int parts);
  void KeepInOtherParts(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes);
  struct BegunUpload {
    std::string id;
    std::vector<base::UploadPart> parts;  // that were there
  };
  BegunUpload Begin(const std::string& key, const ObjectHead& head);
  base::UploadPart SendPart(const std::string& key, const BegunUpload& upload, int number, const s3::FileBytes& sent);
  void Send(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes);
  std::vector<std::string> OpenUploadsOf(const std::string& key);

  const std::string where_;
  const std::string prefix_;
  s3::Client client_;
};

}  // namespace clipbox::objectstore
