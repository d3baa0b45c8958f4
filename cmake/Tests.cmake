# How a test becomes a program. Which build runs it stands in tests/CMakeLists.txt.

# mllab_test(NAME SOURCES … DEPENDS … [TIMEOUT <seconds, 300>] [COST <seconds, 0>] [PIECES <number, 1>])
# COST: about how long it runs, so that the longest begin first. PIECES: CTest runs the
# test cases in so many parts, side by side. In the browser all unit tests are one page (tests/unit), so there the names
# of test cases must differ.
function(mllab_test name)
  cmake_parse_arguments(TEST "" "TIMEOUT;COST;PIECES" "SOURCES;DEPENDS" ${ARGN})
  if(EMSCRIPTEN)
    foreach(source IN LISTS TEST_SOURCES)
      target_sources(unit_tests PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    endforeach()
    target_link_libraries(unit_tests PRIVATE ${TEST_DEPENDS})
    return()
  endif()
  foreach(setting TIMEOUT=300 COST=0 PIECES=1)
    string(REGEX MATCH "(.*)=(.*)" _ "${setting}")
    if(NOT TEST_${CMAKE_MATCH_1})
      set(TEST_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
    endif()
  endforeach()
  add_executable(${name} ${TEST_SOURCES})
  mllab_test_program(${name} ${TEST_DEPENDS})
  foreach(piece RANGE 1 ${TEST_PIECES})
    set(part "")
    set(label ${name})
    if(TEST_PIECES GREATER 1)
      math(EXPR index "${piece} - 1")
      set(part --shard-count ${TEST_PIECES} --shard-index ${index})
      set(label ${name}_${piece})
    endif()
    add_test(NAME ${label} COMMAND ${name} --colour-mode none ${part})
    # Where the data sets are, when they are there; tests that need them say so and skip by name elsewhere.
    set_tests_properties(${label} PROPERTIES TIMEOUT ${TEST_TIMEOUT} COST ${TEST_COST} SKIP_RETURN_CODE 4
      ENVIRONMENT "MLLAB_SOURCE_DIR=${PROJECT_SOURCE_DIR};MLLAB_DATA=$ENV{MLLAB_DATA}")
  endforeach()
endfunction()

# mllab_test_program(TARGET <libraries>): what every program of tests is compiled and linked with.
function(mllab_test_program target)
  target_link_libraries(${target} PRIVATE ${ARGN} catch2 mllab_options mllab_unoptimised)
  # What tests share: support/message.hpp, training/onnx/running.hpp …
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/unit")
  mllab_use_precompiled(${target} ${ARGN} catch2)
  if(EMSCRIPTEN)
    set_target_properties(${target} PROPERTIES SUFFIX .html)
    # -O1: linked without the optimiser of whole modules, which takes longer than the tests.
    target_link_options(${target} PRIVATE --emrun -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH -sMINIFY_HTML=0 -sSTACK_SIZE=1MB -O1)
  endif()
endfunction()
