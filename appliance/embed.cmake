# Writes one assembly file that carries every file below the folders, each as one .incbin (0.1 s for all; generated C arrays
# take seconds), and one table of {path, begin, end} that base/embedded.h reads. A path begins with its folder's own name.
# cmake -DOUTPUT=<file.S> "-DFOLDERS=<folder>|<folder>" -P embed.cmake
cmake_minimum_required(VERSION 3.25)
set(assembly "    .section .rodata\n")
set(rows "")
set(n 0)
string(REPLACE "|" ";" folders "${FOLDERS}")
foreach(folder ${folders})
  get_filename_component(parent ${folder} DIRECTORY)
  file(GLOB_RECURSE files RELATIVE ${parent} ${folder}/*)
  list(SORT files)
  foreach(file ${files})
    string(APPEND assembly "    .balign 16\nembedded_${n}:\n    .incbin \"${parent}/${file}\"\nembedded_end_${n}:\n    .byte 0\npath_${n}:\n    .asciz \"${file}\"\n")
    string(APPEND rows "    .quad path_${n}, embedded_${n}, embedded_end_${n}\n")
    math(EXPR n "${n} + 1")
  endforeach()
endforeach()
file(WRITE ${OUTPUT} "${assembly}    .section .data.rel.ro,\"aw\"\n    .balign 8\n    .globl clipbox_embedded_files\nclipbox_embedded_files:\n${rows}    .quad 0, 0, 0\n    .section .note.GNU-stack,\"\",@progbits\n")
