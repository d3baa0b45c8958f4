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
# room does not see their headers. Without SOURCES the room is header-only.
function(mllab_room name)
  cmake_parse_arguments(ROOM "" "FOLDER" "SOURCES;HEADERS;DEPENDS;USES" ${ARGN})
  cmake_path(GET CMAKE_CURRENT_FUNCTION_LIST_DIR PARENT_PATH top)
  if(EXISTS "${top}/src/${ROOM_FOLDER}")
    set(folder "${top}/src/${ROOM_FOLDER}")
  else()
    set(folder "${top}/${ROOM_FOLDER}")
  endif()
  set(own_headers "${folder}/*.hpp")
  foreach(source IN LISTS ROOM_SOURCES)
    cmake_path(GET source PARENT_PATH below)
    if(below AND NOT IS_ABSOLUTE "${source}")
      list(APPEND own_headers "${folder}/${below}/*.hpp")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES own_headers)
  file(GLOB own_headers CONFIGURE_DEPENDS RELATIVE "${folder}" ${own_headers})
  mllab_door("${CMAKE_BINARY_DIR}/include/${name}/${ROOM_FOLDER}" "${folder}" ${ROOM_HEADERS})
  mllab_door("${CMAKE_BINARY_DIR}/include/${name}.own/${ROOM_FOLDER}" "${folder}" ${own_headers})
  # For tests/unit/doors: each as others would include it.
  list(TRANSFORM ROOM_HEADERS PREPEND "${ROOM_FOLDER}/" OUTPUT_VARIABLE public_headers)
  list(TRANSFORM own_headers PREPEND "${ROOM_FOLDER}/")
  set_property(GLOBAL APPEND PROPERTY MLLAB_ROOMS ${name})
  set_property(GLOBAL PROPERTY MLLAB_PUBLIC_HEADERS_${name} ${public_headers})
  set_property(GLOBAL APPEND PROPERTY MLLAB_HEADERS ${own_headers})
  if(NOT ROOM_SOURCES)
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_BINARY_DIR}/include/${name}")
    target_link_libraries(${name} INTERFACE ${ROOM_DEPENDS})
    return()
  endif()
  foreach(source IN LISTS ROOM_SOURCES)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}")
    list(APPEND sources "${source}")
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC "${CMAKE_BINARY_DIR}/include/${name}"
    PRIVATE "${CMAKE_BINARY_DIR}/include/${name}.own")
  target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_USES} mllab_options)
endfunction()

# A folder of links to just these headers. Made anew, so that a header that left the list cannot be included any more.
function(mllab_door door folder)
  file(REMOVE_RECURSE "${door}")
  file(MAKE_DIRECTORY "${door}")
  foreach(header IN LISTS ARGN)
    cmake_path(GET header PARENT_PATH below)
    file(MAKE_DIRECTORY "${door}/${below}")
    file(CREATE_LINK "${folder}/${header}" "${door}/${header}" SYMBOLIC)
  endforeach()
endfunction()

# mllab_test(NAME SOURCES ... DEPENDS ... [TIMEOUT <seconds, 300>])
# The same Catch2 test as a native program, or as a page that emrun opens in headless Chromium.
function(mllab_test name)
  cmake_parse_arguments(TEST "" "TIMEOUT" "SOURCES;DEPENDS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 300)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_DEPENDS} catch2 mllab_options)
  # What tests share: support/message.hpp, training/onnx/running.hpp …
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/unit")
  if(EMSCRIPTEN)
    set_target_properties(${name} PROPERTIES SUFFIX .html)
    target_link_options(${name} PRIVATE --emrun -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH -sMINIFY_HTML=0 -sSTACK_SIZE=1MB)
    # Less than CTest's own limit, so that a hang ends with a message and without left-overs.
    math(EXPR limit "${TEST_TIMEOUT} - 20")
    add_test(NAME ${name} COMMAND "${PROJECT_SOURCE_DIR}/scripts/run-in-chromium" --timeout ${limit} $<TARGET_FILE:${name}>)
  else()
    add_test(NAME ${name} COMMAND ${name} --colour-mode none)
  endif()
  # Where the data sets are, when they are there; tests that need them say so and skip by name elsewhere.
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} SKIP_RETURN_CODE 4
    ENVIRONMENT "MLLAB_SOURCE_DIR=${PROJECT_SOURCE_DIR};MLLAB_DATA=$ENV{MLLAB_DATA}")
endfunction()
