// XML of S3 clients: what was read can be written and read again as the same tree.
#include <algorithm>
#include <cctype>

#include "fuzz/parsers/fuzz_target.h"
#include "xml/element.h"

namespace clipbox::fuzz {
namespace {

constexpr std::size_t kMaxBytes = 1 << 20;

bool Same(const xml::Element& left, const xml::Element& right) {
  if (left.name != right.name || left.text != right.text || left.children.size() != right.children.size()) return false;
  for (std::size_t i = 0; i < left.children.size(); ++i) {
    if (!Same(left.children[i], right.children[i])) return false;
  }
  return true;
}

// Behind a namespace's prefix may stand what is no name by itself: `a:8`. Nobody writes such a one.
bool HasNames(const xml::Element& element) {
  const auto first = static_cast<unsigned char>(element.name.empty() ? 0 : element.name.front());
  if (first < 0x80 && !std::isalpha(first) && first != '_') return false;
  if (element.name.find(':') != std::string::npos) return false;
  return std::all_of(element.children.begin(), element.children.end(), HasNames);
}

}  // namespace

std::vector<std::string> Seeds(const std::string&) {
  return {R"(<?xml version="1.0"?><CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part>)"
          R"(<PartNumber>1</PartNumber><ETag>&quot;abc&quot;</ETag></Part></CompleteMultipartUpload>)",
          "<Delete><Object><Key>a&#x26;b</Key></Object><Object><Key> two </Key></Object><Quiet>true</Quiet></Delete>",
          "<a><![CDATA[text]]><!-- note --><b/></a>", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
          "<a><b><c><d>deep</d></c></b></a>"};
}

bool IsRefusal(const std::exception&) { return false; }

void Try(std::string_view input) {
  const auto root = xml::Parse(input, kMaxBytes);
  if (!root || !HasNames(*root)) return;
  const auto again = xml::Parse(xml::Write(*root), 8 * kMaxBytes);
  Expect(again.has_value(), "what was written can be read");
  const auto third = xml::Parse(xml::Write(*again), 8 * kMaxBytes);
  Expect(third && Same(*again, *third), "a tree that was written is read as the same");
}

}  // namespace clipbox::fuzz
