// The store beneath, which can be switched off, can damage what it is given, and can have something happen in the
// middle of a call.
#pragma once

#include <fstream>
#include <functional>
#include <map>

#include "base/error.h"
#include "objectstore/object_store.h"

namespace clipbox::test {

class FaultyStore : public objectstore::ObjectStore {
 public:
  explicit FaultyStore(objectstore::ObjectStore& beneath) : inner_(beneath) {}
  bool away = false;
  bool damages = false;
  int asked_while_away = 0;
  bool lists_no_uploads = false;
  std::map<std::string, base::Error> refused;  // what looking at, deleting or aborting it ends with, by key
  std::function<void(const std::string& key)> before_delete;
  std::function<void()> before_list;  // of objects

  std::string CreateMultipart(const std::string& key, const objectstore::ObjectHead& head) override {
    return inner().CreateMultipart(key, head);
  }
  std::vector<base::UploadPart> ListParts(const std::string& key, const std::string& id) override {
    return inner().ListParts(key, id);
  }
  objectstore::ObjectInfo CompleteMultipart(const std::string& key, const std::string& id,
                                            const std::vector<base::UploadPart>& parts) override {
    return inner().CompleteMultipart(key, id, parts);
  }
  void AbortMultipart(const std::string& key, const std::string& id) override { inner_of(key).AbortMultipart(key, id); }
  objectstore::ObjectInfo PutFile(const std::string& key, const std::filesystem::path& path,
                                  const objectstore::ObjectHead& head) override {
    if (damages) std::ofstream(path, std::ios::app) << "x";
    return inner().PutFile(key, path, head);
  }
  std::unique_ptr<base::ByteSource> Open(const std::string& key) override { return inner().Open(key); }
  std::optional<objectstore::ObjectInfo> Head(const std::string& key) override { return inner_of(key).Head(key); }
  void Delete(const std::string& key) override {
    if (before_delete) before_delete(key);
    inner_of(key).Delete(key);
  }
  std::string Presign(const objectstore::PresignRequest& request) override { return inner_.Presign(request); }
  void Check() override { inner().Check(); }
  objectstore::ListPage<objectstore::ListedObject> ListObjects(const std::string& prefix,
                                                               const std::string& from) override {
    if (before_list) before_list();
    return inner().ListObjects(prefix, from);
  }
  objectstore::ListPage<objectstore::OpenUpload> ListUploads(const std::string& prefix,
                                                             const std::string& from) override {
    if (lists_no_uploads) throw base::Error(base::ErrorCode::kStoreUnavailable, "The store lists no uploads.");
    return inner().ListUploads(prefix, from);
  }
  std::string Origin() const override { return inner_.Origin(); }

 private:
  objectstore::ObjectStore& inner() {
    if (!away) return inner_;
    ++asked_while_away;
    throw base::Error(base::ErrorCode::kStoreUnavailable, "The store is away.", {.store_is_away = true});
  }
  objectstore::ObjectStore& inner_of(const std::string& key) {
    if (const auto found = refused.find(key); found != refused.end()) throw found->second;
    return inner();
  }

  objectstore::ObjectStore& inner_;
};

}  // namespace clipbox::test
