# libtorch, for the rooms of the trainer that know it.
include_guard(GLOBAL)
find_package(Torch REQUIRED)
add_library(torch_headers INTERFACE)
target_include_directories(torch_headers SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(torch_headers INTERFACE ${TORCH_LIBRARIES})
mllab_precompiled(precompiled_torch DEPENDS torch_headers HEADERS <torch/torch.h>)
mllab_precompiled(precompiled_torch_catch2 DEPENDS torch_headers catch2 mllab_unoptimised
  HEADERS <torch/torch.h> <catch_amalgamated.hpp>)
