// The only unit with Catch2's own main (version 2; version 3 brings a library for it).
#define CATCH_CONFIG_MAIN
#include "catch.h"
