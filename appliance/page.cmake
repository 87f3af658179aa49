# Makes the page as it is served out of static/: modules and styles joined and shrunk by esbuild, a digest in each name but
# index.html's, and a .br and .gz beside each text. The first view is index.html, one style and one module; what
# static/js/later.js names is the other module. `manifest` maps names of static/ to these.
# cmake -DSTATIC=<folder> -DPAGE=<folder, made anew> -DESBUILD= -DBROTLI= -DGZIP= -P page.cmake
cmake_minimum_required(VERSION 3.25)

set(manifest "")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0 OR said MATCHES "\\[(WARNING|ERROR)\\]")
    message(FATAL_ERROR "the page could not be made: ${ARGN}\n${said}")
  endif()
endfunction()

# esbuild(<entry> <folder of the page> [<option> ...])
function(esbuild entry folder)
  run(${ESBUILD} ${entry} --bundle --minify --charset=utf8 --log-level=warning --outdir=${PAGE}/${folder} ${ARGN})
endfunction()

# remember(<name in static/> <name in the page>)
macro(remember name served)
  string(APPEND manifest "${name} ${served}\n")
  set(served_${name} ${served})
endmacro()

# move_to_digest(<file in the page> <name in static/>): the file gets its digest into its name.
macro(move_to_digest file name)
  file(SHA256 ${PAGE}/${file} digest)
  string(SUBSTRING ${digest} 0 8 digest)
  string(REGEX REPLACE "(\\.[a-z]+)$" "-${digest}\\1" served ${file})
  file(RENAME ${PAGE}/${file} ${PAGE}/${served})
  remember(${name} ${served})
endmacro()

# edit(<file in the page> <old> <new>): what is not there is an error.
function(edit file old new)
  file(READ ${PAGE}/${file} text)
  string(FIND "${text}" "${old}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "the page could not be made: ${file} does not hold ${old}")
  endif()
  string(REPLACE "${old}" "${new}" text "${text}")
  file(WRITE ${PAGE}/${file} "${text}")
endfunction()

file(REMOVE_RECURSE ${PAGE})
file(READ ${STATIC}/index.html html)

# Styles: those of index.html become one, each other is one by itself.
file(GLOB styles RELATIVE ${STATIC} ${STATIC}/css/*.css)
string(REGEX MATCHALL "<link rel=\"stylesheet\" href=\"[^\"]+\">" links "${html}")
set(imports "")
foreach(link ${links})
  string(REGEX REPLACE ".*href=\"([^\"]+)\".*" "\\1" style "${link}")
  string(APPEND imports "@import \"${STATIC}/${style}\";\n")
  list(REMOVE_ITEM styles ${style})
endforeach()
file(WRITE ${PAGE}/source/page.css "${imports}")
esbuild(${PAGE}/source/page.css css)
file(REMOVE_RECURSE ${PAGE}/source)
move_to_digest(css/page.css css/page.css)
string(REGEX REPLACE "(<link rel=\"stylesheet\" href=\"[^\"]+\">[ \n]*)+" "<link rel=\"stylesheet\" href=\"${served_css/page.css}\">\n    " html "${html}")
foreach(style ${styles})
  esbuild(${STATIC}/${style} css)
  move_to_digest(${style} ${style})
endforeach()

# Modules: esbuild splits them into main.js, later.js and what both need. That and main.js become one again, page.js, so
# that the first view asks for one. The two name each other, so both bear the digest of all three.
esbuild(${STATIC}/js/main.js js --format=esm --splitting --target=es2022 --chunk-names=[name])
file(GLOB made RELATIVE ${PAGE}/js ${PAGE}/js/*.js)
list(SORT made)
if(NOT made STREQUAL "chunk.js;later.js;main.js")
  message(FATAL_ERROR "the page could not be made: only static/js/main.js may import() a module, and only ./later.js; esbuild made ${made}")
endif()
set(digests "")
foreach(file ${made})
  file(SHA256 ${PAGE}/js/${file} digest)
  string(APPEND digests ${digest})
endforeach()
string(SHA256 digest ${digests})
string(SUBSTRING ${digest} 0 8 digest)
file(RENAME ${PAGE}/js/later.js ${PAGE}/js/later-${digest}.js)
edit(js/main.js "./later.js" "./later-${digest}.js")
edit(js/later-${digest}.js "./chunk.js" "./page-${digest}.js")
file(WRITE ${PAGE}/js/page-${digest}.js "export * from './chunk.js';\nimport './main.js';\n")
esbuild(${PAGE}/js/page-${digest}.js js --format=esm --target=es2022 --external:${PAGE}/js/later-${digest}.js --allow-overwrite)
file(REMOVE ${PAGE}/js/main.js ${PAGE}/js/chunk.js)
remember(js/main.js js/page-${digest}.js)
string(REPLACE "\"js/main.js\"" "\"${served_js/main.js}\"" html "${html}")

# Whatever else there is keeps its content.
file(GLOB_RECURSE others RELATIVE ${STATIC} ${STATIC}/*)
list(FILTER others EXCLUDE REGEX "^(index\\.html|js/.*|css/.*)$")
foreach(other ${others})
  configure_file(${STATIC}/${other} ${PAGE}/${other} COPYONLY)
  move_to_digest(${other} ${other})
  string(REPLACE "\"${other}\"" "\"${served}\"" html "${html}")
endforeach()

# index.html carries the English words and the icons.
file(READ ${STATIC}/lang/en.json words)
string(REGEX REPLACE "\n *" "" words "${words}")
string(REPLACE "<" "\\u003c" words "${words}")
file(READ ${STATIC}/icons.svg icons)
string(REGEX REPLACE "\n *" "" icons "${icons}")
string(REPLACE "<symbol id=\"" "<symbol id=\"icon-" icons "${icons}")
string(REPLACE "<svg " "<svg id=\"icons\" hidden " icons "${icons}")
file(WRITE ${PAGE}/index.html "${html}")
edit(index.html "id=\"words\"></script>" "id=\"words\">${words}</script>\n    ${icons}")
file(WRITE ${PAGE}/manifest "${manifest}")

file(GLOB_RECURSE texts ${PAGE}/*.html ${PAGE}/*.js ${PAGE}/*.css ${PAGE}/*.svg ${PAGE}/*.json)
foreach(text ${texts})
  run(${BROTLI} --best --keep ${text})
  run(${GZIP} --best --no-name --keep ${text})
endforeach()
