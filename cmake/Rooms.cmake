# How a room of the house becomes a target. A room sees the public headers of the rooms it depends on and no others: every
# target exports an include folder of its own that holds links to them, so `#include "ui/theme.hpp"` in core does not
# compile, and neither does anybody's `#include "training/onnx/graph_impl.hpp"` outside of that room.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# No C++ modules here, and the scanner for them does not know Emscripten's headers.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

add_library(mllab_options INTERFACE)
target_compile_options(mllab_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(MLLAB_SANITIZE)
  target_compile_options(mllab_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mllab_options INTERFACE -fsanitize=address,undefined)
endif()

# Tests and Catch2 are compiled oftener than they run long: not optimised. What they test is, under sanitizers, too
# (CMakePresets.json): with -O1 it runs in a third of the time.
add_library(mllab_unoptimised INTERFACE)
if(NOT EMSCRIPTEN)
  target_compile_options(mllab_unoptimised INTERFACE -O0)
endif()

# Third-party and own code alike: one exception model for the whole module.
if(EMSCRIPTEN)
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
  # -Os: on the wire, size is time; the heavy arithmetic happens in the model's runtime, not here.
  set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-Os -DNDEBUG")
endif()

# mllab_room(NAME FOLDER <folder below src/, or training/…> SOURCES … HEADERS … DEPENDS … USES …)
# SOURCES and HEADERS are names in FOLDER. HEADERS are what others may include; every other header is the room's own:
# those in FOLDER and in the folders below it where SOURCES lie.
# DEPENDS are the rooms and libraries that HEADERS mention; USES are those that only SOURCES know: whoever depends on this
# room does not see their headers. Without SOURCES the room is header-only. A room is built where a program needs it.
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH mllab_top)
set(MLLAB_TREES "${mllab_top}/src" "${mllab_top}")
function(mllab_room name)
  cmake_parse_arguments(ROOM "" "FOLDER" "SOURCES;HEADERS;DEPENDS;USES" ${ARGN})
  set(folder "")
  foreach(tree IN LISTS MLLAB_TREES)
    if(NOT folder AND EXISTS "${tree}/${ROOM_FOLDER}")
      set(folder "${tree}/${ROOM_FOLDER}")
    endif()
  endforeach()
  set(own_headers "${folder}/*.hpp")
  foreach(source IN LISTS ROOM_SOURCES)
    cmake_path(GET source PARENT_PATH below)
    if(below AND NOT IS_ABSOLUTE "${source}")
      list(APPEND own_headers "${folder}/${below}/*.hpp")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES own_headers)
  file(GLOB own_headers CONFIGURE_DEPENDS RELATIVE "${folder}" ${own_headers})
  mllab_door("${CMAKE_BINARY_DIR}/doors/${name}/${ROOM_FOLDER}" "${folder}" ${ROOM_HEADERS})
  mllab_door("${CMAKE_BINARY_DIR}/doors/${name}.own/${ROOM_FOLDER}" "${folder}" ${own_headers})
  # For tests/unit/doors: each as others would include it.
  list(TRANSFORM ROOM_HEADERS PREPEND "${ROOM_FOLDER}/" OUTPUT_VARIABLE public_headers)
  list(TRANSFORM own_headers PREPEND "${ROOM_FOLDER}/")
  set_property(GLOBAL APPEND PROPERTY MLLAB_ROOMS ${name})
  set_property(GLOBAL PROPERTY MLLAB_PUBLIC_HEADERS_${name} ${public_headers})
  set_property(GLOBAL APPEND PROPERTY MLLAB_HEADERS ${own_headers})
  if(NOT ROOM_SOURCES)
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_BINARY_DIR}/doors/${name}")
    target_link_libraries(${name} INTERFACE ${ROOM_DEPENDS})
    return()
  endif()
  foreach(source IN LISTS ROOM_SOURCES)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}")
    list(APPEND sources "${source}")
  endforeach()
  add_library(${name} STATIC EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${name} PUBLIC "${CMAKE_BINARY_DIR}/doors/${name}"
    PRIVATE "${CMAKE_BINARY_DIR}/doors/${name}.own")
  target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_USES} mllab_options)
  mllab_use_precompiled(${name} ${ROOM_DEPENDS} ${ROOM_USES})
endfunction()

# A folder of links to just these headers. Made anew, so that a header that left the list cannot be included any more;
# nothing but this function makes folders in doors/, so what is removed is never reached through a link.
function(mllab_door door folder)
  file(REMOVE_RECURSE "${door}")
  file(MAKE_DIRECTORY "${door}")
  foreach(header IN LISTS ARGN)
    cmake_path(GET header PARENT_PATH below)
    file(MAKE_DIRECTORY "${door}/${below}")
    file(CREATE_LINK "${folder}/${header}" "${door}/${header}" SYMBOLIC)
  endforeach()
endfunction()
