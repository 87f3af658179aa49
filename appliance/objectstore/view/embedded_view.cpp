#include "objectstore/view/embedded_view.h"

#include "objectstore/embedded/parts_source.h"
#include "objectstore/embedded/store_schema.h"

namespace clipbox::objectstore {
namespace {

using sqlite::Connection;

sqlite::Schema ViewSchema() {
  return sqlite::EmbeddedSchema("sql/objects/", {"sql/queries/objects.sql", "sql/queries/scrub.sql"});
}

Amount ReadAmount(sqlite::Statement row, const char* count) {
  row.Next();
  return {row.Get<std::uint64_t>(count), row.Get<std::uint64_t>("bytes")};
}

std::optional<ObjectName> FindName(Connection& connection, const char* query, const std::string& upload_id) {
  sqlite::Statement row = connection.Query(query, {{":upload_id", upload_id}});
  if (!row.Next()) return std::nullopt;
  return ObjectName(row.Get<std::string>("bucket"), row.Get<std::string>("key"));
}

}  // namespace

EmbeddedView::EmbeddedView(const std::filesystem::path& data_dir)
    : folder_(data_dir / "objects"),
      database_(StoreDatabaseFile(data_dir), ViewSchema(), sqlite::OnOldVersion::kRefuse),
      catalog_(database_),
      buckets_(database_) {}

std::filesystem::path EmbeddedView::PathOf(const std::string& file) const { return PartFiles::PlaceOf(folder_, file); }

std::vector<std::string> EmbeddedView::ListIds(const std::string& after, int limit) {
  return database_.Read([&](Connection& connection) {
    std::vector<std::string> ids;
    sqlite::Statement row = connection.Query("ListStoredIds", {{":after", after}, {":limit", limit}});
    while (row.Next()) ids.push_back(row.Get<std::string>("upload_id"));
    return ids;
  });
}

std::optional<Holding> EmbeddedView::Find(const std::string& upload_id) {
  return database_.Read([&](Connection& connection) -> std::optional<Holding> {
    Holding found{upload_id, FindName(connection, "FindNameOfObject", upload_id), {}, PartsOf(connection, upload_id)};
    if (found.name)
      found.object = FindObject(connection, *found.name)->info;
    else
      found.name = FindName(connection, "FindNameOfUpload", upload_id);
    if (!found.name && found.parts.empty()) return std::nullopt;
    return found;
  });
}

std::optional<ObjectHead> EmbeddedView::FindUploadHead(const std::string& upload_id, const ObjectName& name) {
  return database_.Read([&](Connection& connection) -> std::optional<ObjectHead> {
    const auto upload = FindUpload(connection, upload_id, name);
    return upload ? std::optional(upload->head) : std::nullopt;
  });
}

Amount EmbeddedView::SumParts() {
  return database_.Read([](Connection& connection) { return ReadAmount(connection.Query("SumParts"), "parts"); });
}

Amount EmbeddedView::SumUpload(const std::string& upload_id) {
  return database_.Read([&](Connection& connection) {
    return ReadAmount(connection.Query("SumUpload", {{":upload_id", upload_id}}), "parts");
  });
}

Amount EmbeddedView::SumOutside(const std::string& bucket, const std::string& prefix) {
  return database_.Read([&](Connection& connection) {
    return ReadAmount(
        connection.Query("SumOutside",
                         {{":bucket", bucket}, {":prefix", prefix}, {":prefix_end", prefix + kBehindAllKeys}}),
        "objects");
  });
}

std::unique_ptr<base::ByteSource> EmbeddedView::Open(const std::string& key, const std::vector<PartRow>& parts) const {
  std::vector<PartPlace> places;
  for (const PartRow& part : parts) places.push_back({PathOf(part.file), part.size_bytes});
  return std::make_unique<PartsSource>(key, "", std::move(places), std::nullopt);
}

}  // namespace clipbox::objectstore
