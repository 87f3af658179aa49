#include "cli/storage/amounts.h"

#include "base/text.h"

namespace clipbox::cli {

base::Json AmountJson(const objectstore::Amount& amount) {
  return {{"objects", amount.count}, {"bytes", amount.bytes}};
}

std::string AmountText(const objectstore::Amount& amount) {
  return std::to_string(amount.count) + (amount.count == 1 ? " object, " : " objects, ") + base::SizeText(amount.bytes);
}

}  // namespace clipbox::cli
