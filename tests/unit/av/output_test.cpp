#include "av/output.h"

#include "av/error.h"
#include "base/error.h"
#include "catch.h"

using namespace clipbox;

TEST_CASE("a full disk is an error that names the file and not libav's call") {
  av::Output output("/dev/full", "u8");
  AVCodecParameters sound{};
  sound.codec_type = AVMEDIA_TYPE_AUDIO;
  sound.codec_id = AV_CODEC_ID_PCM_U8;
  sound.sample_rate = 8000;
  sound.ch_layout.nb_channels = 1;
  const int stream = output.AddStream(sound, {1, 8000});
  try {
    output.WriteHeader({});
    av::Packet packet;
    av::Check(av_new_packet(packet.get(), 1 << 20), "av_new_packet");
    packet->pts = packet->dts = 0;
    output.Write(packet, stream, {1, 8000});
    output.Finish();
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kStorageFull);
    CHECK(std::string(error.what()) == "cannot write /dev/full: No space left on device");
  }
}

TEST_CASE("a file that cannot be made is named, with the reason") {
  try {
    const av::Output output("/nowhere/at/all.mp4", "mp4");
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(std::string(error.what()) == "cannot create /nowhere/at/all.mp4: No such file or directory");
  }
}
