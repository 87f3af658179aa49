#include "sqlite/statement.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "sqlite/translate.h"

namespace clipbox::sqlite {
namespace {

struct Binder {
  SQLite::Statement& statement;
  int index;

  void operator()(std::monostate) const { statement.bind(index); }
  void operator()(std::int64_t number) const { statement.bind(index, number); }
  void operator()(double number) const { statement.bind(index, number); }
  void operator()(std::string_view text) const { statement.bind(index, std::string(text)); }
  // SQLite takes a null pointer for NULL: an empty blob needs an address.
  void operator()(BlobView blob) const {
    statement.bind(index, blob.bytes.empty() ? static_cast<const void*>("") : blob.bytes.data(),
                   static_cast<int>(blob.bytes.size()));
  }
};

void Bind(SQLite::Statement& statement, const std::string& name, std::initializer_list<Param> params) {
  if (static_cast<std::size_t>(statement.getBindParameterCount()) != params.size()) {
    throw base::Error(base::ErrorCode::kInternal, "cannot run " + name + ": it takes " +
                                                      std::to_string(statement.getBindParameterCount()) +
                                                      " parameters, not " + std::to_string(params.size()));
  }
  statement.clearBindings();
  for (const Param& param : params) std::visit(Binder{statement, statement.getIndex(param.name)}, param.value);
}

}  // namespace

Statement::Statement(PreparedStatement& prepared, std::initializer_list<Param> params) : prepared_(prepared) {
  if (prepared.in_use) throw base::Error(base::ErrorCode::kInternal, "cannot run " + prepared.name + " inside itself");
  try {
    Bind(*prepared.statement, prepared.name, params);
  } catch (const SQLite::Exception& error) {
    Rethrow(error, prepared.name);
  }
  prepared.in_use = true;
}

Statement::~Statement() {
  // What failed was told by Next; a reset only repeats it.
  prepared_.statement->tryReset();
  prepared_.in_use = false;
}

bool Statement::Next() {
  try {
    return prepared_.statement->executeStep();
  } catch (const SQLite::Exception& error) {
    Rethrow(error, prepared_.name);
  }
}

int Statement::Index(std::string_view column) const {
  const auto found = prepared_.columns.find(column);
  if (found == prepared_.columns.end()) {
    throw base::Error(base::ErrorCode::kInternal, prepared_.name + " has no column " + std::string(column));
  }
  return found->second;
}

bool Statement::IsNull(int index) const { return prepared_.statement->getColumn(index).isNull(); }

std::int64_t Statement::Integer(int index) const {
  const SQLite::Column column = prepared_.statement->getColumn(index);
  if (!column.isInteger()) Refuse(index, "no integer");
  return column.getInt64();
}

double Statement::Real(int index) const {
  const SQLite::Column column = prepared_.statement->getColumn(index);
  if (!column.isFloat() && !column.isInteger()) Refuse(index, "no number");
  return column.getDouble();
}

std::string Statement::Text(int index) const {
  const SQLite::Column column = prepared_.statement->getColumn(index);
  if (!column.isText()) Refuse(index, "no text");
  return column.getString();
}

std::string Statement::Bytes(int index) const {
  const SQLite::Column column = prepared_.statement->getColumn(index);
  if (!column.isBlob()) Refuse(index, "no blob");
  return column.getString();
}

void Statement::Refuse(int index, std::string_view what) const {
  throw base::Error(base::ErrorCode::kInternal, "cannot read column " +
                                                    std::string(prepared_.statement->getColumn(index).getName()) +
                                                    " of " + prepared_.name + ": " + std::string(what));
}

}  // namespace clipbox::sqlite
