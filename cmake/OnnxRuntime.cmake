# Native ONNX Runtime: headers from Debian, the library from the npm package onnxruntime-node, which is the page's very
# version (Debian's own library writes a thousand lines to stderr in every process). Defines the target `onnxruntime`,
# or says why it does not.
include_guard(GLOBAL)

cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH mllab_top)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(mllab_ort_arch arm64)
else()
  set(mllab_ort_arch x64)
endif()
file(GLOB mllab_ort_found "${mllab_top}/node_modules/onnxruntime-node/bin/napi-v*/linux/${mllab_ort_arch}/libonnxruntime.so.1")
set(MLLAB_ONNXRUNTIME "${mllab_ort_found}" CACHE FILEPATH "libonnxruntime.so.1 that native code runs models with")
find_path(MLLAB_ONNXRUNTIME_INCLUDE onnxruntime_cxx_api.h PATH_SUFFIXES onnxruntime)

if(NOT EXISTS "${MLLAB_ONNXRUNTIME}")
  # A configuration from before `npm ci` must not outlive it.
  unset(MLLAB_ONNXRUNTIME CACHE)
  set(reason "no native ONNX Runtime: node_modules/onnxruntime-node is missing, run scripts/setup test")
elseif(NOT MLLAB_ONNXRUNTIME_INCLUDE)
  set(reason "no native ONNX Runtime: its C++ headers (libonnxruntime-dev) are missing, run scripts/setup test")
else()
  set(reason "")
  add_library(onnxruntime SHARED IMPORTED GLOBAL)
  set_target_properties(onnxruntime PROPERTIES
    IMPORTED_LOCATION "${MLLAB_ONNXRUNTIME}"
    IMPORTED_SONAME libonnxruntime.so.1
    INTERFACE_INCLUDE_DIRECTORIES "${MLLAB_ONNXRUNTIME_INCLUDE}"
    # The library is asked for its API when the first model is loaded, where a failure can be reported.
    INTERFACE_COMPILE_DEFINITIONS ORT_API_MANUAL_INIT)
endif()
# In the cache, because tests in other folders say it too.
set(MLLAB_NO_RUNTIME "${reason}" CACHE INTERNAL "Why models cannot be run natively; empty: they can")
if(MLLAB_NO_RUNTIME)
  message(STATUS "ML Lab: ${MLLAB_NO_RUNTIME}; what runs models natively is not built, its tests are skipped")
endif()

# mllab_runtime_test(NAME …): as mllab_test; without the runtime a test of this name that is skipped and says why.
function(mllab_runtime_test name)
  if(TARGET inference_native)
    mllab_test(${name} ${ARGN})
  else()
    add_test(NAME ${name} COMMAND "${CMAKE_COMMAND}" -E echo "skipped: ${MLLAB_NO_RUNTIME}")
    set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "^skipped: ")
  endif()
endfunction()
