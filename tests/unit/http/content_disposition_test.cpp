#include "http/content_disposition.h"

#include "catch.h"

using clipbox::http::Attachment;

TEST_CASE("an ASCII name is quoted as it is") {
  CHECK(Attachment("A film - intro.mp4") == "attachment; filename=\"A film - intro.mp4\"");
}

TEST_CASE("a name beyond ASCII is given whole in filename*, with a stand-in for older programs") {
  CHECK(Attachment("Mädchen 🎬.mp4") ==
        "attachment; filename=\"M_dchen _.mp4\"; filename*=UTF-8''M%C3%A4dchen%20%F0%9F%8E%AC.mp4");
}

TEST_CASE("nothing in a name ends the quoted string or the header") {
  CHECK(Attachment("a\"b\\c%41\r\nX: y") ==
        "attachment; filename=\"a_b_c_41__X: y\"; filename*=UTF-8''a%22b%5Cc%2541%0D%0AX%3A%20y");
}
