#include "sqlite/schema.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/embedded.h"
#include "base/error.h"
#include "base/text.h"

namespace clipbox::sqlite {
namespace {

constexpr std::string_view kNameMark = "-- name: ";

[[noreturn]] void Refuse(std::string_view file, const std::string& why) {
  throw base::Error(base::ErrorCode::kInternal, "cannot use " + std::string(file) + ": " + why);
}

std::string_view Trim(std::string_view text) { return base::Trim(text, base::kWhiteSpace); }

// SQLite prepares the first statement of a text and leaves the rest unsaid, so a second one is refused here.
void CheckBlock(std::string_view file, const NamedQuery& query) {
  const std::string_view sql = Trim(query.sql);
  if (sql.empty()) Refuse(file, query.name + " is empty");
  if (sql.find(';') != sql.size() - 1) Refuse(file, query.name + " must be one statement that ends with its only ';'");
}

// `sql/migrations/0001_first.sql` → 1.
int VersionOf(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto number = base::ParseNumber<int>(name.substr(0, 4), 0);
  if (!number || name.size() < 6 || name[4] != '_') Refuse(path, "its name is not NNNN_words.sql");
  return *number;
}

std::vector<Migration> EmbeddedMigrations(std::string_view folder) {
  std::vector<Migration> migrations;
  for (const base::EmbeddedFile& file : base::EmbeddedFiles(folder)) {
    migrations.push_back({VersionOf(file.path), std::string(file.path), std::string(file.content)});
    if (migrations.back().version != static_cast<int>(migrations.size()))
      Refuse(file.path, "a number is missing or taken twice");
  }
  if (migrations.empty()) Refuse(folder, "it holds no migration");
  return migrations;
}

}  // namespace

std::vector<NamedQuery> ParseNamedQueries(std::string_view file, std::string_view text) {
  std::vector<NamedQuery> queries;
  while (!text.empty()) {
    const std::string_view line = base::TakeUntil(text, '\n');
    const std::string_view bare = Trim(line);
    if (bare.starts_with(kNameMark)) {
      queries.push_back({std::string(Trim(bare.substr(kNameMark.size()))), ""});
    } else if (!bare.empty() && !bare.starts_with("--")) {
      if (queries.empty()) Refuse(file, "there is text before its first \"-- name:\"");
      queries.back().sql += std::string(line.substr(0, line.find("--"))) + "\n";
    }
  }
  for (const NamedQuery& query : queries) CheckBlock(file, query);
  return queries;
}

Schema EmbeddedSchema(std::string_view migrations_folder, const std::vector<std::string>& query_files) {
  Schema schema{EmbeddedMigrations(migrations_folder), {}, {}};
  std::set<std::string> names;
  for (const std::string& file : query_files) {
    const std::optional<std::string_view> text = base::FindEmbedded(file);
    if (!text) Refuse(file, "it is not among the embedded files");
    for (NamedQuery& query : ParseNamedQueries(file, *text)) {
      if (!names.insert(query.name).second) Refuse(file, "the name " + query.name + " is taken twice");
      schema.queries.push_back(std::move(query));
    }
  }
  return schema;
}

}  // namespace clipbox::sqlite
