// What every part of the store works with. References to what the composition root owns; they outlive the store.
#pragma once

#include "base/clock.h"
#include "base/event_hub.h"
#include "sqlite/database.h"

namespace clipbox::store {

struct Context {
  sqlite::Database& database;
  const base::Clock& clock;
  base::EventHub& hub;
};

}  // namespace clipbox::store
