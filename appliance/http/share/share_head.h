// The head of a page for others: what browsers need, and the card that other sites show of its link. That is
// OpenGraph, Twitter's cards and oEmbed. Pure.
#pragma once

#include <string>

#include "http/share/html.h"
#include "http/share/share_page.h"

namespace clipbox::http {

// `cards`: see ShareCards; nothing where the page is nobody's to see.
Html PageHead(const ShareLooks& looks, const std::string& title, const Html& cards = {});

// The cards of an entry. Their addresses are absolute and do not expire before the share does.
Html ShareCards(const SharePlace& place, const ShareView& view, const ShareEntry& entry);

}  // namespace clipbox::http
