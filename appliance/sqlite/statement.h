// A named statement under way: bound, stepped row by row, its columns read by name. It is a lease of the connection's
// prepared statement, which is reset when the lease ends. Used on the thread that holds the connection; must not
// outlive it.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sqlite/value.h"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace clipbox::sqlite {

// A prepared statement, kept by its connection for as long as that lives.
struct PreparedStatement {
  std::string name;
  std::unique_ptr<SQLite::Statement> statement;
  std::map<std::string, int, std::less<>> columns;
  bool in_use = false;
};

class Statement {
 public:
  // Requires: `prepared` is not in use, and `params` name each of its parameters once.
  Statement(PreparedStatement& prepared, std::initializer_list<Param> params);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Moves to the next row; false after the last. Throws: Error kStorageFull, kDatabaseLocked, kInputOutput, kInternal.
  bool Next();

  // The column of the current row. T: int, std::int64_t, std::uint64_t, double, bool, std::string, Blob,
  // base::Timestamp, base::Id, or std::optional of one, which takes NULL. Throws: Error kInternal for another type, a
  // number out of range or an unknown column.
  template <class T>
  T Get(std::string_view column) const {
    const int index = Index(column);
    if constexpr (IsOptional<T>::value) {
      if (IsNull(index)) return std::nullopt;
      return As<typename T::value_type>(index);
    } else {
      return As<T>(index);
    }
  }

 private:
  template <class T>
  struct IsOptional : std::false_type {};
  template <class T>
  struct IsOptional<std::optional<T>> : std::true_type {};

  template <class T>
  T As(int index) const {
    if constexpr (std::same_as<T, bool>)
      return Integer(index) != 0;
    else if constexpr (std::integral<T>)
      return Narrow<T>(Integer(index), index);
    else if constexpr (std::same_as<T, double>)
      return Real(index);
    else if constexpr (std::same_as<T, Blob>)
      return Blob{Bytes(index)};
    else if constexpr (std::same_as<T, base::Timestamp>)
      return base::FromMillis(Integer(index));
    else
      return T{Text(index)};
  }

  template <class T>
  T Narrow(std::int64_t number, int index) const {
    if (!std::in_range<T>(number)) Refuse(index, "a number out of range");
    return static_cast<T>(number);
  }

  int Index(std::string_view column) const;
  bool IsNull(int index) const;
  std::int64_t Integer(int index) const;
  double Real(int index) const;
  std::string Text(int index) const;
  std::string Bytes(int index) const;
  [[noreturn]] void Refuse(int index, std::string_view what) const;

  PreparedStatement& prepared_;
};

}  // namespace clipbox::sqlite
