#include "http/s3/cors_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/headers.h"
#include "http/s3/error.h"
#include "xml/element.h"

namespace clipbox::http {
namespace {

using xml::Element;

// Amazon S3's limit of one configuration.
constexpr std::size_t kMaxRules = 100;
constexpr std::array<std::string_view, 5> kMethods = {"GET", "PUT", "POST", "DELETE", "HEAD"};

void RequireSound(const CorsRule& rule) {
  if (rule.allowed_origins.empty() || rule.allowed_methods.empty()) throw MalformedXml();
  for (const std::string& method : rule.allowed_methods) {
    if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end())
      throw S3Error(400, "InvalidRequest",
                    "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
  }
  for (const auto* patterns : {&rule.allowed_origins, &rule.allowed_headers}) {
    for (const std::string& pattern : *patterns) {
      if (std::count(pattern.begin(), pattern.end(), '*') > 1)
        throw S3Error(400, "InvalidRequest", "\"" + pattern + "\" can not have more than one wildcard.");
    }
  }
}

CorsRule ReadRule(const Element& element) {
  CorsRule rule;
  rule.id = element.TextOf("ID");
  for (const objectstore::CorsList& list : objectstore::kCorsLists) {
    for (const Element& child : element.children) {
      if (child.name == list.element) (rule.*list.values).push_back(child.text);
    }
  }
  const std::string_view age = element.TextOf("MaxAgeSeconds");
  const auto seconds = base::ParseNumber<decltype(rule.max_age_seconds)>(age, 0);
  if (!age.empty() && !seconds) throw MalformedXml();
  rule.max_age_seconds = seconds.value_or(0);
  RequireSound(rule);
  return rule;
}

bool FitsAny(std::string_view text, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& each) { return FitsPattern(text, each); });
}

}  // namespace

std::vector<CorsRule> ParseCorsRules(std::string_view text) {
  const auto root = xml::Parse(text, kMaxCorsBytes);
  if (!root || root->name != "CORSConfiguration") throw MalformedXml();
  std::vector<CorsRule> rules;
  for (const Element& element : root->children) {
    if (element.name != "CORSRule" || rules.size() == kMaxRules) throw MalformedXml();
    rules.push_back(ReadRule(element));
  }
  if (rules.empty()) throw MalformedXml();
  return rules;
}

std::string WriteCorsRules(const std::vector<CorsRule>& rules) {
  Element root{"CORSConfiguration", ""};
  for (const CorsRule& rule : rules) {
    Element element{"CORSRule", ""};
    if (!rule.id.empty()) element.children.push_back({"ID", rule.id});
    for (const objectstore::CorsList& list : objectstore::kCorsLists) {
      for (const std::string& value : rule.*list.values) element.children.push_back({list.element, value});
    }
    if (rule.max_age_seconds > 0) element.children.push_back({"MaxAgeSeconds", std::to_string(rule.max_age_seconds)});
    root.children.push_back(std::move(element));
  }
  return xml::Write(root, "http://s3.amazonaws.com/doc/2006-03-01/");
}

bool FitsPattern(std::string_view text, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return EqualsIgnoringCase(text, pattern);
  const std::string_view begin = pattern.substr(0, star), end = pattern.substr(star + 1);
  return text.size() >= begin.size() + end.size() && EqualsIgnoringCase(text.substr(0, begin.size()), begin) &&
         EqualsIgnoringCase(text.substr(text.size() - end.size()), end);
}

const CorsRule* FindRule(const std::vector<CorsRule>& rules, std::string_view origin, std::string_view method,
                         const std::vector<std::string>& headers) {
  const auto allows = [&](const CorsRule& rule) {
    const auto& methods = rule.allowed_methods;
    return FitsAny(origin, rule.allowed_origins) &&
           std::find(methods.begin(), methods.end(), method) != methods.end() &&
           std::all_of(headers.begin(), headers.end(),
                       [&](const std::string& each) { return FitsAny(each, rule.allowed_headers); });
  };
  const auto found = std::find_if(rules.begin(), rules.end(), allows);
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace clipbox::http
