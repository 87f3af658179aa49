# Writes HEADER with the commit of SOURCE, `unknown` outside a checkout. Leaves the file alone where it says so already.
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${HEADER} CONTENT "#define CLIPBOX_COMMIT \"${commit}\"\n")
