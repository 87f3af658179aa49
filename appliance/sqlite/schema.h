// What a database is made of: its migrations and its named statements, read from the SQL files that the executable
// carries. Values; made at start, then only read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::sqlite {

struct Migration {
  int version = 0;  // 1, 2, …: the database's user_version after it
  std::string name;
  std::string sql;
};

struct NamedQuery {
  std::string name;
  std::string sql;
};

// What a migration asks of the program for a text. The same at each call; does not throw.
struct TextFunction {
  std::string name;
  std::function<std::optional<std::string>(const std::string&)> call;
};

struct Schema {
  std::vector<Migration> migrations;  // by version, without gaps
  std::vector<NamedQuery> queries;    // names are unique
  std::vector<TextFunction> functions = {};
};

// The blocks of one file: each starts with a line `-- name: ClaimJob` and holds one statement. `file` is for messages.
// Throws: Error kInternal for text before the first block, an empty block, or more than one statement in a block.
std::vector<NamedQuery> ParseNamedQueries(std::string_view file, std::string_view text);

// From the embedded files: every `NNNN_words.sql` under `migrations_folder` (`sql/migrations/`) and the blocks of
// `query_files`
// (`sql/queries/jobs.sql`). Throws: Error kInternal for a missing file, a gap in the numbers or a name used twice.
Schema EmbeddedSchema(std::string_view migrations_folder, const std::vector<std::string>& query_files);

}  // namespace clipbox::sqlite
