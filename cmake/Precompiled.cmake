# Headers that nearly every file reads, read once instead of in each file: the standard library's, the same with
# nlohmann/json, with Catch2, with libtorch. A file includes what it uses all the same: MLLAB_PRECOMPILED=OFF (the preset
# `lint`) compiles each as it stands. libtorch's are always precompiled, they cost 20 to 30 seconds a file.
option(MLLAB_PRECOMPILED "Precompile the standard library's, JSON's and Catch2's headers" ON)

# A header is as good as what it says, not as new as it is: else ccache would never find what was compiled with it.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()

set(MLLAB_STANDARD_HEADERS
  <algorithm> <array> <chrono> <cmath> <cstddef> <cstdint> <cstdlib> <expected> <filesystem> <format> <fstream>
  <functional> <limits> <map> <memory> <numbers> <numeric> <optional> <random> <ranges> <set> <span> <sstream>
  <stdexcept> <string> <string_view> <tuple> <unordered_map> <utility> <variant> <vector>)

# mllab_precompiled(NAME DEPENDS <libraries> HEADERS …): a target that others share its precompiled headers with.
function(mllab_precompiled name)
  cmake_parse_arguments(PRECOMPILED "" "" "DEPENDS;HEADERS" ${ARGN})
  file(WRITE "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp.new" "// CMake wants a source beside the headers.\n")
  file(COPY_FILE "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp.new" "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp"
    ONLY_IF_DIFFERENT)
  add_library(${name} OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp")
  target_link_libraries(${name} PRIVATE ${PRECOMPILED_DEPENDS} mllab_options)
  target_precompile_headers(${name} PRIVATE ${PRECOMPILED_HEADERS})
endfunction()

# mllab_use_precompiled(TARGET <libraries that it knows>): the largest that fits.
function(mllab_use_precompiled target)
  if("torch_headers" IN_LIST ARGN AND "catch2" IN_LIST ARGN)
    target_precompile_headers(${target} REUSE_FROM precompiled_torch_catch2)
  elseif("torch_headers" IN_LIST ARGN)
    target_precompile_headers(${target} REUSE_FROM precompiled_torch)
  elseif(NOT MLLAB_PRECOMPILED)
    return()
  elseif("catch2" IN_LIST ARGN)
    target_precompile_headers(${target} REUSE_FROM precompiled_catch2)
  elseif("json" IN_LIST ARGN)
    target_link_libraries(${target} PRIVATE ${MLLAB_JSON_OPTIONS})
    target_precompile_headers(${target} REUSE_FROM precompiled_json)
  else()
    target_precompile_headers(${target} REUSE_FROM precompiled_standard)
  endif()
endfunction()

# JSON's templates take long to compile with sanitizers, and reading a card does not take long to run.
if(MLLAB_SANITIZE)
  set(MLLAB_JSON_OPTIONS mllab_unoptimised)
endif()

mllab_precompiled(precompiled_standard HEADERS ${MLLAB_STANDARD_HEADERS})
mllab_precompiled(precompiled_json DEPENDS json ${MLLAB_JSON_OPTIONS} HEADERS ${MLLAB_STANDARD_HEADERS} <nlohmann/json.hpp>)
mllab_precompiled(precompiled_catch2 DEPENDS catch2 mllab_unoptimised
  HEADERS ${MLLAB_STANDARD_HEADERS} <catch_amalgamated.hpp>)
