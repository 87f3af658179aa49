// Objects of 4 KiB, each on the disk before it is acknowledged, and a page of a long listing. One thread.
#pragma once

namespace clipbox::bench {

// 16 at once, beside nginx with a flush at each rename: ours flushes the file, its folder and its row. Prints medians.
void RunSmallObjects(int rounds);

// A page of 1,000 keys, from the middle of 10,000 and of 1,000,000: rows alone, without files. Prints medians.
void RunListing(int rounds);

}  // namespace clipbox::bench
