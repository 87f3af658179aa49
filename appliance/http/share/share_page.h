// The pages that people without an account see, as HTML that works without scripts. They are the share itself, its
// embeddable player, the question for its password, and what is said where there is nothing to show. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/share/html.h"
#include "http/share/share_view.h"
#include "http/share/words.h"

namespace clipbox::http {

// Where the page's style and icon are served.
struct ShareLooks {
  std::string style = "/css/share.css";
  std::string icon = "/icon.svg";
};

// In whose words and under which address a page is made.
struct SharePlace {
  const Words& words;
  const ShareLooks& looks;
  std::string origin;  // `https://clips.example.org`
  std::string path;    // `/s/TOKEN`

  std::string MediaPath(const SharedFile& file) const { return path + "/media/" + file.artifact.id.value; }
  std::string EmbedPath(const ShareEntry& entry) const { return path + "/embed?clip=" + entry.id(); }
};

// What an entry is called: its label, or `Clip 2`, or `Whole video`.
std::string TitleOf(const SharePlace& place, const ShareView& view, const ShareEntry& entry);
// The share's title, or what stands for it.
std::string TitleOf(const SharePlace& place, const ShareView& view);

// `clip`: the id of the entry that is shown; another text: the first.
Html SharePage(const SharePlace& place, const store::Share& share, const ShareView& view, std::string_view clip);
// The player of one entry by itself, for frames of other sites.
Html EmbedPage(const SharePlace& place, const ShareView& view, std::string_view clip);

// Asks for the password. `complaint`: what was wrong with the last one.
Html PasswordPage(const SharePlace& place, const std::string& complaint);
// In a frame of another site no cookie is kept: there it links to the page itself.
Html LockedEmbedPage(const SharePlace& place);
Html NoticePage(const SharePlace& place, const std::string& heading, const std::string& text);

}  // namespace clipbox::http
