// A schema of one table, for the tests of the skin.
#pragma once

#include "sqlite/schema.h"

namespace clipbox::sqlite {

inline Schema SmallSchema() {
  return {{{1, "0001_things.sql",
            "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, size REAL, bytes BLOB) STRICT;"
            "CREATE TABLE parts (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL REFERENCES things (id)) STRICT"}},
          {{"AddThing", "INSERT INTO things (id, name, size, bytes) VALUES (:id, :name, :size, :bytes)"},
           {"AddPart", "INSERT INTO parts (id, thing) VALUES (:id, :thing)"},
           {"FindThing", "SELECT id, name, size, bytes FROM things WHERE id = :id"},
           {"ListThings", "SELECT id FROM things ORDER BY id"},
           {"CountThings", "SELECT count(*) AS things FROM things"},
           {"RenameThing", "UPDATE things SET name = :name WHERE id = :id"}}};
}

}  // namespace clipbox::sqlite
