# Toolchain file: Emscripten's own, wherever this machine has it (Debian: /usr/share/emscripten; an SDK: $EMSDK).
find_program(MLLAB_EMCC emcc HINTS "$ENV{EMSDK}/upstream/emscripten" REQUIRED)
file(REAL_PATH "${MLLAB_EMCC}" MLLAB_EMCC_REAL)
get_filename_component(MLLAB_EMSCRIPTEN_DIR "${MLLAB_EMCC_REAL}" DIRECTORY)
if(NOT EXISTS "${MLLAB_EMSCRIPTEN_DIR}/cmake/Modules/Platform/Emscripten.cmake")
  set(MLLAB_EMSCRIPTEN_DIR /usr/share/emscripten)
endif()
include("${MLLAB_EMSCRIPTEN_DIR}/cmake/Modules/Platform/Emscripten.cmake")
