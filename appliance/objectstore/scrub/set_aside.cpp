#include "objectstore/scrub/set_aside.h"

#include <algorithm>

#include "objectstore/embedded/repair.h"

namespace clipbox::objectstore {
namespace {

using base::Json;

const Damage* DamageOf(const std::vector<Damage>& damages, const PartRow& part) {
  const auto found =
      std::ranges::find_if(damages, [&](const Damage& damage) { return damage.part_number == part.part_number; });
  return found == damages.end() ? nullptr : &*found;
}

// Those whose files go: all of an object, what is damaged of an open upload.
std::vector<PartRow> PartsToTake(const Holding& holding, const std::vector<Damage>& damages) {
  std::vector<PartRow> parts;
  const bool all = holding.object || !holding.name;
  std::ranges::copy_if(holding.parts, std::back_inserter(parts),
                       [&](const PartRow& part) { return all || DamageOf(damages, part) != nullptr; });
  return parts;
}

void DropRows(sqlite::Connection& connection, const Holding& holding, const std::vector<PartRow>& taken) {
  connection.Run("DropObjectOfUpload", {{":upload_id", holding.upload_id}});
  for (const PartRow& part : taken)
    connection.Run("DeletePart", {{":upload_id", holding.upload_id}, {":part_number", part.part_number}});
  connection.Run("ForgetDamages", {{":upload_id", holding.upload_id}});
}

}  // namespace

Json DescribeDamaged(const Holding& holding, const std::vector<Damage>& damages) {
  Json parts = Json::array();
  for (const PartRow& part : holding.parts) {
    const Damage* damage = DamageOf(damages, part);
    parts.push_back({{"part", part.part_number},
                     {"file", part.file},
                     {"sizeBytes", part.size_bytes},
                     {"md5", part.etag},
                     {"problem", damage == nullptr ? Json() : Json(ToText(damage->problem))}});
  }
  Json described = {{"uploadId", holding.upload_id}, {"isOpenUpload", !holding.object}, {"parts", std::move(parts)}};
  if (holding.name) described.update({{"bucket", holding.name->bucket}, {"key", holding.name->key}});
  if (holding.object) {
    described.update({{"sizeBytes", holding.object->size_bytes},
                      {"etag", holding.object->etag},
                      {"contentType", TextJson(holding.object->content_type)},
                      {"metadata", base::ParseJson(TextsColumn(holding.object->metadata))},
                      {"headers", base::ParseJson(TextsColumn(holding.object->headers))}});
  }
  return described;
}

SetAside::SetAside(EmbeddedView& view) : view_(view), quarantine_(view.folder()) {
  PartFiles files(view.folder());
  Repair(view.catalog(), files);
}

void SetAside::Take(const Holding& holding, const std::vector<Damage>& damages, const std::function<void()>& let_go) {
  const std::vector<PartRow> parts = PartsToTake(holding, damages);
  std::vector<std::filesystem::path> files;
  for (const PartRow& part : parts) files.push_back(view_.PathOf(part.file));
  quarantine_.TakeDamaged(holding.upload_id, files, base::DumpJson(DescribeDamaged(holding, damages)));
  let_go();
  view_.database().Write([&](sqlite::Connection& connection) { DropRows(connection, holding, parts); });
}

}  // namespace clipbox::objectstore
