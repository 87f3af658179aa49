// libx265, which only makes the seeds, does not free all of its threads' buffers.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }
